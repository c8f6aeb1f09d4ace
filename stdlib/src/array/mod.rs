//! `array`: machine numbers in a row.

mod code;
mod conversion;
mod iterator;
mod machine;
mod subscript;

use code::{CODES, Code};
use conversion::{
    from_bytes, from_file, from_list, from_unicode, to_bytes, to_file, to_list, to_unicode, whole,
};
use interpreter::builtins::{ByteArray, MemoryView, release_buffer};
use interpreter::{ClassBuilder, Comparison, Raised, Return, Vm, comparisons};
use object_model::{Class, ClassFlags, Payload, Ref, Runtime, Str, Value, simple};
use subscript::{delete_item, get_item, set_item};
use text::{surrogate, window};

/// The payload of `array`.
struct Array<R: Runtime> {
    code: Code,
    /// The bytes of the items.
    data: Ref<R, ByteArray<R>>,
}

// SAFETY: immutable; the bytes are another object's.
unsafe impl<R: Runtime> Payload<R> for Array<R> {
    const NAME: &'static str = "array";
    fn children(&self, visit: &mut dyn FnMut(&Value<R>)) {
        visit(self.data.value());
    }
}

impl<R: Runtime> Array<R> {
    fn new(vm: &Vm<R>, code: Code, bytes: Vec<u8>) -> Return<R, Self> {
        let data = vm.new_bytearray(bytes).downcast().map_err(Raised)?;
        Ok(Array { code, data })
    }

    fn bytes(&self, vm: &mut Vm<R>) -> Vec<u8> {
        vm.lock(&self.data).clone()
    }

    fn len(&self, vm: &mut Vm<R>) -> usize {
        vm.lock(&self.data).len() / self.code.size()
    }

    fn item(&self, vm: &mut Vm<R>, index: usize) -> Option<Value<R>> {
        let item = self.item_bytes(vm, index)?;
        Some(self.code.read(vm, &item[..self.code.size()]))
    }

    fn item_bytes(&self, vm: &mut Vm<R>, index: usize) -> Option<[u8; 8]> {
        let size = self.code.size();
        let mut item = [0; 8];
        let place = index.checked_mul(size)?;
        item[..size].copy_from_slice(vm.lock(&self.data).get(place..place.checked_add(size)?)?);
        Some(item)
    }

    /// The bytes of an item that equals a value, if none with other bytes does, and no code has to be asked.
    fn bytes_of(&self, vm: &mut Vm<R>, value: &Value<R>) -> Option<[u8; 8]> {
        let is_plain = value.word().is_int()
            || value.word().is_bool()
            || value.as_ref::<Str<R>>().is_some()
                && value.header().is_some_and(|header| !header.shape().is_heap());
        if self.code.is_float() || !is_plain {
            return None;
        }
        let mut bytes = Vec::new();
        self.code.write(vm, value, &mut bytes).ok()?;
        let mut item = [0; 8];
        item[..bytes.len()].copy_from_slice(&bytes);
        Some(item)
    }

    /// How many items at the beginning are equal to those of another array because their bytes are.
    fn same_items(&self, vm: &mut Vm<R>, other: &Self) -> usize {
        if self.code.code != other.code.code || self.code.is_float() {
            return 0;
        }
        let (own, other) = (self.bytes(vm), other.bytes(vm));
        own.iter().zip(&other).take_while(|(one, other)| one == other).count() / self.code.size()
    }

    fn items(&self, vm: &mut Vm<R>) -> Vec<Value<R>> {
        let bytes = self.bytes(vm);
        bytes.chunks_exact(self.code.size()).map(|item| self.code.read(vm, item)).collect()
    }
}

fn array<'a, R: Runtime>(vm: &mut Vm<R>, value: &'a Value<R>) -> Return<R, &'a Ref<R, Array<R>>> {
    match value.as_ref::<Array<R>>() {
        Some(array) => Ok(array),
        None => Err(vm.type_error("an array is needed")),
    }
}

fn same_code<'a, R: Runtime>(
    vm: &mut Vm<R>,
    own: &Array<R>,
    other: &'a Value<R>,
    message: &str,
    to: &str,
) -> Return<R, &'a Ref<R, Array<R>>> {
    match other.as_ref::<Array<R>>() {
        Some(array) if array.code.code == own.code.code => Ok(array),
        Some(_) => Err(vm.type_error("bad argument type for built-in operation")),
        None => {
            let message = format!("{message} (not \"{}\"){to}", vm.type_name(other));
            Err(vm.type_error(&message))
        }
    }
}

/// The bytes of the items of an iterable.
fn collected<R: Runtime>(vm: &mut Vm<R>, code: Code, iterable: &Value<R>) -> Return<R, Vec<u8>> {
    let mut bytes = Vec::new();
    vm.for_each(iterable, |vm, item| {
        code.write(vm, &item, &mut bytes)?;
        Ok(true)
    })?;
    Ok(bytes)
}

fn new<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let class: Ref<R, Class<R>> = vm.class_argument(&arguments[0])?;
    let letter = vm.character_argument(&arguments[1], "array() argument 1", "array() argument 1")?;
    vm.audit("array.__new__", |_| {
        [arguments[1].clone(), arguments[2].given().cloned().unwrap_or(Value::NONE)]
    })?;
    if let Some(initial) = arguments[2].given()
        && !matches!(letter, 'u' | 'w')
    {
        let of_text = initial.as_ref::<Array<R>>().filter(|other| other.code.is_text());
        let what = match initial.as_ref::<Str<R>>() {
            Some(_) => Some("str"),
            None => of_text.map(|_| "unicode array"),
        };
        if let Some(what) = what {
            let message = format!("cannot use a {what} to initialize an array with typecode '{letter}'");
            return Err(vm.type_error(&message));
        }
    }
    let Some(code) = Code::of(letter) else {
        // Whatever is no text or bytes is asked for its items before the code is looked at.
        if let Some(initial) = arguments[2].given()
            && initial.as_ref::<Str<R>>().is_none()
            && vm.bytes_like(initial).is_none()
        {
            vm.iter(initial)?;
        }
        let message = "bad typecode (must be b, B, u, w, h, H, i, I, l, L, q, Q, f or d)";
        return Err(vm.value_error(message));
    };
    if code.code == 'u' {
        let category = vm.exceptions().deprecation_warning.clone();
        vm.warn(&category, "The 'u' type code is deprecated and will be removed in Python 3.16")?;
    }
    let bytes = match arguments[2].given() {
        None => Vec::new(),
        Some(initial) => {
            if let Some(text) = initial.as_ref::<Str<R>>() {
                text.as_str().chars().flat_map(|c| surrogate::to_code_point(c).to_le_bytes()).collect()
            } else if let Some(other) = initial.as_ref::<Array<R>>() {
                if other.code.code == code.code { other.bytes(vm) } else { collected(vm, code, initial)? }
            } else if let Some(bytes) = vm.bytes_like(initial)
                && initial.as_ref::<MemoryView<R>>().is_none()
            {
                whole(vm, code, bytes.into_owned())?
            } else {
                collected(vm, code, initial)?
            }
        }
    };
    let array = Array::new(vm, code, bytes)?;
    vm.new_object_of(&class, array)
}

/// Changes the bytes of an array, whose length may change.
fn resize<R: Runtime, T>(
    vm: &mut Vm<R>,
    own: &Array<R>,
    change: impl FnOnce(&mut Vec<u8>) -> T,
) -> Return<R, T> {
    let result = vm.resize(&own.data, change);
    result.map_err(|_| exported(vm))
}

/// Takes out the item at the place that `find` answers, if it answers one, in one step.
fn take<R: Runtime>(
    vm: &mut Vm<R>,
    own: &Array<R>,
    find: impl FnOnce(&[u8]) -> Option<usize>,
) -> Return<R, Option<[u8; 8]>> {
    let result = vm.take_item(&own.data, own.code.size(), find);
    result.map_err(|_| exported(vm))
}

fn exported<R: Runtime>(vm: &mut Vm<R>) -> Raised<R> {
    vm.buffer_error("cannot resize an array that is exporting buffers")
}

/// Appends bytes to an array.
fn push<R: Runtime>(vm: &mut Vm<R>, own: &Array<R>, bytes: &[u8]) -> Return<R> {
    if bytes.is_empty() {
        return Ok(Value::NONE);
    }
    let room = resize(vm, own, |data| {
        let room = data.try_reserve(bytes.len()).is_ok();
        if room {
            data.extend_from_slice(bytes);
        }
        room
    })?;
    if room { Ok(Value::NONE) } else { Err(vm.memory_error()) }
}

fn append<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let own = array(vm, &arguments[0])?;
    let mut item = Vec::new();
    own.code.write(vm, &arguments[1], &mut item)?;
    push(vm, own, &item)
}

fn extend<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let own = array(vm, &arguments[0])?;
    match arguments[1].as_ref::<Array<R>>() {
        Some(other) if other.code.code != own.code.code => {
            Err(vm.type_error("can only extend with array of same kind"))
        }
        Some(other) => {
            let bytes = other.bytes(vm);
            push(vm, own, &bytes)
        }
        // What comes before an item that does not fit stays.
        None => {
            vm.for_each(&arguments[1], |vm, item| {
                let mut bytes = Vec::new();
                own.code.write(vm, &item, &mut bytes)?;
                push(vm, own, &bytes)?;
                Ok(true)
            })?;
            Ok(Value::NONE)
        }
    }
}

fn len<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let length = array(vm, &arguments[0])?.len(vm);
    Ok(vm.new_usize(length))
}

fn insert<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let own = array(vm, &arguments[0])?;
    let index = vm.index(&arguments[1])?;
    let mut item = Vec::new();
    own.code.write(vm, &arguments[2], &mut item)?;
    resize(vm, own, |data| {
        let at = window::before(data.len() / item.len(), index) * item.len();
        data.splice(at..at, item);
    })?;
    Ok(Value::NONE)
}

fn pop<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let own = array(vm, &arguments[0])?;
    let index = match arguments[1].given() {
        Some(index) => vm.index(index)?,
        None => -1,
    };
    let (size, mut is_empty) = (own.code.size(), false);
    let taken = take(vm, own, |data| {
        is_empty = data.is_empty();
        window::item(data.len() / size, index)
    })?;
    match taken {
        Some(item) => Ok(own.code.read(vm, &item[..size])),
        None if is_empty => Err(vm.index_error("pop from empty array")),
        None => Err(vm.index_error("pop index out of range")),
    }
}

/// The first index of an equal item among those that `between` answers of so many, and that item's bytes. How many there are is
/// seen in the section in which they are searched.
fn find<R: Runtime>(
    vm: &mut Vm<R>,
    own: &Array<R>,
    wanted: &Value<R>,
    between: impl FnOnce(usize) -> std::ops::Range<usize>,
) -> Return<R, Option<(usize, [u8; 8])>> {
    if let Some(bytes) = own.bytes_of(vm, wanted) {
        let data = vm.lock(&own.data);
        let items = data.chunks_exact(own.code.size()).enumerate();
        let range = between(items.len());
        let mut items = items.take(range.end).skip(range.start);
        let found = items.find(|(_, item)| *item == &bytes[..item.len()]);
        return Ok(found.map(|(index, _)| (index, bytes)));
    }
    let std::ops::Range { start: mut index, end } = between(own.len(vm));
    while index < end
        && let Some(bytes) = own.item_bytes(vm, index)
    {
        let item = own.code.read(vm, &bytes[..own.code.size()]);
        if vm.equal(&item, wanted)? {
            return Ok(Some((index, bytes)));
        }
        index += 1;
    }
    Ok(None)
}

fn index<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let own = array(vm, &arguments[0])?;
    let (start, stop) = (vm.search_bound(&arguments[2])?, vm.search_bound(&arguments[3])?);
    match find(vm, own, &arguments[1], |length| window::growing(length, start, stop))? {
        Some((index, _)) => Ok(vm.new_usize(index)),
        None => Err(vm.value_error("array.index(x): x not in array")),
    }
}

fn remove<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let own = array(vm, &arguments[0])?;
    let size = own.code.size();
    while let Some((index, item)) = find(vm, own, &arguments[1], |_| 0..usize::MAX)? {
        let found = own.code.read(vm, &item[..size]);
        let is_plain = simple::equal::<R>(found.word(), arguments[1].word()).is_some();
        // Others may have moved what was found: then it is looked for again. If comparing has run Python code, which may
        // move it each time, what stands there goes.
        let still = |data: &[u8]| match data.get(index * size..(index + 1) * size) {
            Some(now) => !is_plain || now == &item[..size],
            None => false,
        };
        let taken = take(vm, own, |data| still(data).then_some(index))?;
        if taken.is_some() || !is_plain {
            return Ok(Value::NONE);
        }
        vm.safepoint_in_native()?;
    }
    Err(vm.value_error("array.remove(x): x not in array"))
}

fn count<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let own = array(vm, &arguments[0])?;
    if let Some(bytes) = own.bytes_of(vm, &arguments[1]) {
        let size = own.code.size();
        let count = vm.lock(&own.data).chunks_exact(size).filter(|item| *item == &bytes[..size]).count();
        return Ok(vm.new_usize(count));
    }
    let (mut count, mut index) = (0, 0);
    while let Some((found, _)) = find(vm, own, &arguments[1], |_| index..usize::MAX)? {
        count += 1;
        index = found + 1;
    }
    Ok(vm.new_usize(count))
}

fn contains<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let own = array(vm, &arguments[0])?;
    Ok(Value::bool(find(vm, own, &arguments[1], |_| 0..usize::MAX)?.is_some()))
}

fn reverse<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let own = array(vm, &arguments[0])?;
    let mut data = vm.lock(&own.data);
    let reversed: Vec<u8> = data.chunks_exact(own.code.size()).rev().flatten().copied().collect();
    data.copy_from_slice(&reversed);
    Ok(Value::NONE)
}

fn swap_bytes<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let own = array(vm, &arguments[0])?;
    vm.lock(&own.data).chunks_exact_mut(own.code.size()).for_each(<[u8]>::reverse);
    Ok(Value::NONE)
}

fn clear<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let own = array(vm, &arguments[0])?;
    if own.len(vm) > 0 {
        resize(vm, own, Vec::clear)?;
    }
    Ok(Value::NONE)
}

fn copy<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let own = array(vm, &arguments[0])?;
    let bytes = own.bytes(vm);
    let copy = Array::new(vm, own.code, bytes)?;
    Ok(vm.new_object(copy))
}

fn add<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let own = array(vm, &arguments[0])?;
    let other = same_code(vm, own, &arguments[1], "can only append array", " to array")?;
    let mut bytes = own.bytes(vm);
    bytes.extend(other.bytes(vm));
    let sum = Array::new(vm, own.code, bytes)?;
    Ok(vm.new_object(sum))
}

fn add_in_place<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let own = array(vm, &arguments[0])?;
    if arguments[1].as_ref::<Array<R>>().is_none() {
        let message = format!("can only extend array with array (not \"{}\")", vm.type_name(&arguments[1]));
        return Err(vm.type_error(&message));
    }
    let other = same_code(vm, own, &arguments[1], "", "")?;
    let bytes = other.bytes(vm);
    push(vm, own, &bytes)?;
    Ok(arguments[0].clone())
}

fn repeated<R: Runtime>(vm: &mut Vm<R>, own: &Array<R>, times: &Value<R>) -> Return<R, Vec<u8>> {
    let Some(times) = vm.repetitions(times)? else { return Err(vm.not_repeated(times)) };
    let bytes = own.bytes(vm);
    vm.raised(text::error::check_length(bytes.len().saturating_mul(times)))?;
    Ok(bytes.repeat(times))
}

fn multiply<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let own = array(vm, &arguments[0])?;
    let bytes = repeated(vm, own, &arguments[1])?;
    let product = Array::new(vm, own.code, bytes)?;
    Ok(vm.new_object(product))
}

fn multiply_in_place<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let own = array(vm, &arguments[0])?;
    let bytes = repeated(vm, own, &arguments[1])?;
    if bytes.len() / own.code.size() != own.len(vm) {
        resize(vm, own, |data| *data = bytes)?;
    }
    Ok(arguments[0].clone())
}

fn compare<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>], comparison: Comparison) -> Return<R> {
    let (Some(own), Some(other)) = (arguments[0].as_ref::<Array<R>>(), arguments[1].as_ref::<Array<R>>())
    else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    match comparison {
        Comparison::Eq if own.len(vm) != other.len(vm) => return Ok(Value::FALSE),
        Comparison::Ne if own.len(vm) != other.len(vm) => return Ok(Value::TRUE),
        _ => {}
    }
    let mut index = own.same_items(vm, other);
    // Items are numbers that were never objects: one that is not equal to itself is not equal.
    while let (Some(one), Some(another)) = (own.item(vm, index), other.item(vm, index)) {
        if !vm.compare_truth(Comparison::Eq, &one, &another)? {
            return match comparison {
                Comparison::Eq => Ok(Value::FALSE),
                Comparison::Ne => Ok(Value::TRUE),
                _ => vm.compare(comparison, &one, &another),
            };
        }
        index += 1;
    }
    let (own, other) = (own.len(vm), other.len(vm));
    let (own, other) = (vm.new_usize(own), vm.new_usize(other));
    vm.compare(comparison, &own, &other)
}

fn repr<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let own = array(vm, &arguments[0])?;
    let (name, code) = (vm.class_ref(&arguments[0]).name(), own.code.code);
    if own.len(vm) == 0 {
        return Ok(vm.new_string(format!("{name}('{code}')")));
    }
    let content = if own.code.is_text() { to_unicode(vm, arguments)? } else { to_list(vm, arguments)? };
    let content = vm.repr_string(&content)?;
    Ok(vm.new_string(format!("{name}('{code}', {content})")))
}

fn reduce<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let own = array(vm, &arguments[0])?;
    let class = vm.class_of(&arguments[0]).into_value();
    let code = vm.new_str(own.code.code.encode_utf8(&mut [0; 4]));
    if !vm.is_int(&arguments[1]) {
        return Err(vm.type_error("__reduce_ex__ argument should be an integer"));
    }
    if vm.index(&arguments[1])? >= 3 {
        let module = vm.import_module("array")?;
        let function = vm.get_attr_str(&module, "_array_reconstructor")?;
        let (format, bytes) = (vm.new_usize(machine::of_code(own.code)), own.bytes(vm));
        let bytes = vm.new_bytes(&bytes);
        let parts = vm.new_tuple(vec![class, code, format, bytes]);
        let state = vm.find_attr_str(&arguments[0], "__dict__")?.unwrap_or(Value::NONE);
        return Ok(vm.new_tuple(vec![function, parts, state]));
    }
    let content = if own.code.is_text() { to_unicode(vm, arguments)? } else { to_list(vm, arguments)? };
    let parts = vm.new_tuple(vec![code, content]);
    let state = vm.find_attr_str(&arguments[0], "__dict__")?.unwrap_or(Value::NONE);
    Ok(vm.new_tuple(vec![class, parts, state]))
}

fn buffer_info<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let own = array(vm, &arguments[0])?;
    let address = vm.lock(&own.data).as_ptr().addr();
    let (address, length) = (vm.new_usize(address), own.len(vm));
    let length = vm.new_usize(length);
    Ok(vm.new_tuple(vec![address, length]))
}

fn buffer<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let own = array(vm, &arguments[0])?;
    let code = if own.code.is_text() { 'I' } else { own.code.code };
    MemoryView::of_part(vm, &arguments[0], own.data.value(), code)
}

/// Makes the module.
pub(crate) fn init<R: Runtime>(vm: &mut Vm<R>) -> Return<R> {
    let module = vm.new_module("array");
    let class = ClassBuilder::new::<Array<R>>(vm, "array", "array", None)
        .flags(ClassFlags::SEQUENCE)
        .flags(ClassFlags::WEAKLY_REFERENCED)
        .constructor("__new__(cls, typecode, initializer=None, /)", new)
        .methods(&comparisons!(compare))
        .methods(&[
            ("__init__(self, /, *args, **kwargs)", |_, _| Ok(Value::NONE)),
            ("__len__(self, /)", len),
            ("__getitem__(self, key, /)", get_item),
            ("__setitem__(self, key, value, /)", set_item),
            ("__delitem__(self, key, /)", delete_item),
            ("__contains__(self, key, /)", contains),
            ("__iter__(self, /)", iterator::of),
            ("__add__(self, value, /)", add),
            ("__iadd__(self, value, /)", add_in_place),
            ("__mul__(self, value, /)", multiply),
            ("__rmul__(self, value, /)", multiply),
            ("__imul__(self, value, /)", multiply_in_place),
            ("__repr__(self, /)", repr),
            ("__copy__(self, /)", copy),
            ("__deepcopy__(self, unused, /)", copy),
            ("__reduce_ex__(self, value, /)", reduce),
            ("__buffer__(self, flags, /)", buffer),
            ("__release_buffer__(self, buffer, /)", release_buffer),
            ("append(self, v, /)", append),
            ("extend(self, bb, /)", extend),
            ("insert(self, i, v, /)", insert),
            ("pop(self, i=-1, /)", pop),
            ("remove(self, v, /)", remove),
            ("index(self, v, start=0, stop=sys.maxsize, /)", index),
            ("count(self, v, /)", count),
            ("reverse(self, /)", reverse),
            ("clear(self, /)", clear),
            ("byteswap(self, /)", swap_bytes),
            ("buffer_info(self, /)", buffer_info),
            ("frombytes(self, buffer, /)", from_bytes),
            ("fromlist(self, list, /)", from_list),
            ("fromfile(self, f, n, /)", from_file),
            ("fromunicode(self, ustr, /)", from_unicode),
            ("tobytes(self, /)", to_bytes),
            ("tolist(self, /)", to_list),
            ("tofile(self, f, /)", to_file),
            ("tounicode(self, /)", to_unicode),
        ])
        .generic()
        .getter("typecode", |vm, value| {
            let code = array(vm, value)?.code.code;
            Ok(vm.new_character(code))
        })
        .getter("itemsize", |vm, value| {
            let size = array(vm, value)?.code.size();
            Ok(vm.new_usize(size))
        })
        .attribute("__hash__", Value::NONE)
        .finish();
    iterator::install(vm);
    let array_class = class.value().clone();
    vm.module_set(&module, "array", array_class.clone());
    vm.module_set(&module, "ArrayType", class.into_value());
    let codes = vm.new_str(CODES);
    vm.immortalize(&codes);
    vm.module_set(&module, "typecodes", codes);
    vm.module_functions(
        &module,
        "array",
        &[("_array_reconstructor(arraytype, typecode, mformat_code, items, /)", machine::reconstruct)],
    );
    let abstract_classes = vm.import_module("_collections_abc")?;
    let sequence = vm.get_attr_str(&abstract_classes, "MutableSequence")?;
    vm.call_method(&sequence, "register", &[array_class])?;
    Ok(module)
}
