//! `tuple`.

use super::sequence::{self, tuple_item};
use crate::protocol::Comparison;
use crate::raised::Return;
use crate::slice::{Bounds, Slice};
use crate::types::ClassBuilder;
use crate::vm::Vm;
use object_model::{Ref, Runtime, Tuple, Value};

/// The tuple that is the receiver of a method.
fn receiver<R: Runtime>(arguments: &[Value<R>]) -> &Ref<R, Tuple<R>> {
    arguments[0].as_ref().expect("the receiver of a method is an instance of its class")
}

/// Whether a value is of the class `tuple` itself. Named tuples of the system, such as `time.struct_time`, are native too.
fn is_exact<R: Runtime>(vm: &Vm<R>, value: &Value<R>) -> bool {
    vm.class_ref(value).value().is(vm.types().tuple.value())
}

fn new<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let class = vm.class_argument(&arguments[0])?;
    let plain = class.value().is(vm.types().tuple.value());
    let items = match arguments[1].given() {
        Some(tuple) if plain && is_exact(vm, tuple) => {
            return Ok(tuple.clone());
        }
        Some(iterable) => vm.collect(iterable)?,
        None => vec![],
    };
    if plain {
        return Ok(vm.new_tuple(items));
    }
    vm.new_object_of(&class, Tuple::boxed(items.into()))
}

/// The hash of a tuple, from its items' one after the other (xxHash with a lane for each, as in CPython).
struct TupleHash {
    mixed: u64,
    length: u64,
}

impl TupleHash {
    const PRIMES: [u64; 3] =
        [11_400_714_785_074_694_791, 14_029_467_366_897_019_727, 2_870_177_450_012_600_261];

    fn new() -> Self {
        TupleHash { mixed: Self::PRIMES[2], length: 0 }
    }

    fn add(&mut self, hash: i64) {
        self.mixed = self.mixed.wrapping_add((hash as u64).wrapping_mul(Self::PRIMES[1]));
        self.mixed = self.mixed.rotate_left(31).wrapping_mul(Self::PRIMES[0]);
        self.length += 1;
    }

    fn finish(self) -> i64 {
        let mixed = self.mixed.wrapping_add(self.length ^ (Self::PRIMES[2] ^ 3_527_539));
        if mixed == u64::MAX { 1_546_275_796 } else { mixed as i64 }
    }
}

/// `hash(tuple)`, of tuples in tuples as deep as the native stack reaches.
pub(crate) fn hash_of_items<R: Runtime>(vm: &mut Vm<R>, tuple: &Ref<R, Tuple<R>>) -> Return<R, i64> {
    vm.check_recursion("maximum recursion depth exceeded")?;
    let mut hash = TupleHash::new();
    for item in tuple.as_slice() {
        hash.add(vm.hash(item)?);
    }
    Ok(hash.finish())
}

fn hash<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let hash = hash_of_items(vm, receiver(arguments))?;
    Ok(vm.new_int(hash))
}

fn repr<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let tuple = receiver(arguments);
    let text = vm.guarded_repr(&arguments[0], |vm| {
        let mut text = String::from("(");
        let count = sequence::join_reprs(vm, &mut text, tuple, tuple_item)?;
        text.push_str(if count == 1 { ",)" } else { ")" });
        Ok(text)
    })?;
    Ok(vm.new_string(text.unwrap_or_else(|| "(...)".to_owned())))
}

fn compare<R: Runtime>(vm: &mut Vm<R>, comparison: Comparison, arguments: &[Value<R>]) -> Return<R> {
    match arguments[1].as_ref::<Tuple<R>>() {
        Some(other) => sequence::compare(vm, comparison, receiver(arguments), other, tuple_item),
        None => Ok(Value::NOT_IMPLEMENTED),
    }
}

fn eq<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    compare(vm, Comparison::Eq, arguments)
}

fn ne<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    compare(vm, Comparison::Ne, arguments)
}

fn lt<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    compare(vm, Comparison::Lt, arguments)
}

fn le<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    compare(vm, Comparison::Le, arguments)
}

fn gt<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    compare(vm, Comparison::Gt, arguments)
}

fn ge<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    compare(vm, Comparison::Ge, arguments)
}

fn len<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    Ok(vm.new_usize(receiver(arguments).as_slice().len()))
}

fn iter<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    Ok(vm.new_sequence_iterator(arguments[0].clone()))
}

fn contains<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let tuple = receiver(arguments);
    let range = 0..tuple.as_slice().len();
    Ok(Value::bool(sequence::find(vm, tuple, tuple_item, range, &arguments[1])?.is_some()))
}

fn get_item<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let items = receiver(arguments).as_slice();
    let Some(slice) = arguments[1].as_ref::<Slice<R>>() else {
        let position = sequence::position(vm, &arguments[1], "tuple")?;
        return match text::window::item(items.len(), position) {
            Some(place) => Ok(items[place].clone()),
            None => Err(vm.index_error("tuple index out of range")),
        };
    };
    let bounds = vm.slice_bounds(slice)?;
    sliced(vm, receiver(arguments), bounds)
}

/// `tuple[start:stop:step]`
pub(crate) fn sliced<R: Runtime>(vm: &mut Vm<R>, tuple: &Ref<R, Tuple<R>>, bounds: Bounds) -> Return<R> {
    let items = tuple.as_slice();
    let selection = bounds.select(items.len());
    match selection.contiguous() {
        Some(range) if range.len() == items.len() && is_exact(vm, tuple.value()) => Ok(tuple.value().clone()),
        Some(range) => Ok(vm.new_tuple(items[range].to_vec())),
        None => Ok(vm.new_tuple(selection.indices().map(|index| items[index].clone()).collect())),
    }
}

fn add<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let Some(other) = arguments[1].as_ref::<Tuple<R>>() else {
        return Err(vm.not_concatenated(&arguments[0], &arguments[1]));
    };
    let items = receiver(arguments).as_slice();
    if items.is_empty() && is_exact(vm, other.value()) {
        return Ok(arguments[1].clone());
    }
    Ok(vm.new_tuple([items, other.as_slice()].concat()))
}

fn multiply<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let Some(count) = sequence::repeat_count(vm, &arguments[1])? else {
        return Err(vm.not_repeated(&arguments[1]));
    };
    if count == 1 && is_exact(vm, &arguments[0]) {
        return Ok(arguments[0].clone());
    }
    let items = sequence::repeat(vm, receiver(arguments).as_slice(), count)?;
    Ok(vm.new_tuple(items))
}

fn index<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let tuple = receiver(arguments);
    let bounds = sequence::bounds(vm, &arguments[2], &arguments[3], tuple.as_slice().len())?;
    match sequence::find(vm, tuple, tuple_item, bounds, &arguments[1])? {
        Some(index) => Ok(vm.new_usize(index)),
        None => Err(vm.value_error("tuple.index(x): x not in tuple")),
    }
}

fn count<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    sequence::count(vm, receiver(arguments), tuple_item, &arguments[1])
}

fn get_new_arguments<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let plain = vm.new_tuple(receiver(arguments).as_slice().to_vec());
    Ok(vm.new_tuple(vec![plain]))
}

pub(super) fn install<R: Runtime>(vm: &mut Vm<R>) {
    let class = vm.types().tuple.clone();
    ClassBuilder::extend(vm, &class)
        .constructor("__new__(cls, iterable=(), /)", new)
        .methods(&[
            ("__repr__(self, /)", repr),
            ("__hash__(self, /)", hash),
            ("__eq__(self, value, /)", eq),
            ("__ne__(self, value, /)", ne),
            ("__lt__(self, value, /)", lt),
            ("__le__(self, value, /)", le),
            ("__gt__(self, value, /)", gt),
            ("__ge__(self, value, /)", ge),
            ("__len__(self, /)", len),
            ("__iter__(self, /)", iter),
            ("__contains__(self, key, /)", contains),
            ("__getitem__(self, key, /)", get_item),
            ("__add__(self, value, /)", add),
            ("__mul__(self, value, /)", multiply),
            ("__rmul__(self, value, /)", multiply),
            ("__getnewargs__(self, /)", get_new_arguments),
            ("index(self, value, start=0, stop=9223372036854775807, /)", index),
            ("count(self, value, /)", count),
        ])
        .finish();
}
