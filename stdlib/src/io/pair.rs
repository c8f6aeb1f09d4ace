//! `BufferedRWPair`: a buffered reader and a buffered writer as one stream.

use super::base::Bases;
use super::both;
use interpreter::{Return, Vm};
use object_model::{Guard, Guarded, Payload, Ref, Runtime, Value};

/// The payload of `BufferedRWPair`.
pub(super) struct Pair<R: Runtime>(Guarded<(Value<R>, Value<R>)>);

// SAFETY: guarded.
unsafe impl<R: Runtime> Payload<R> for Pair<R> {
    const NAME: &'static str = "BufferedRWPair";
    fn children(&self, visit: &mut dyn FnMut(&Value<R>)) {
        // SAFETY: children are shown while no other thread runs.
        let (reader, writer) = unsafe { self.0.get() };
        visit(reader);
        visit(writer);
    }
}

impl<R: Runtime> Guard<R> for Pair<R> {
    type Guarded = (Value<R>, Value<R>);
    fn guarded(&self) -> &Guarded<Self::Guarded> {
        &self.0
    }
}

fn new<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let class = vm.class_argument(&arguments[0])?;
    vm.new_object_of(&class, Pair(Guarded::new((Value::NONE, Value::NONE))))
}

fn pair_of<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R, Ref<R, Pair<R>>> {
    value.clone().downcast().map_err(|_| vm.type_error("expected a BufferedRWPair"))
}

fn init<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let [itself, reader, writer, capacity] = arguments else {
        return Err(vm.type_error("expected two streams"));
    };
    let pair = pair_of(vm, itself)?;
    let module = vm.import_module("_io")?;
    let mut halves = Vec::new();
    for (class, raw) in [("BufferedReader", reader), ("BufferedWriter", writer)] {
        let class = vm.get_attr_str(&module, class)?;
        let mut all = vec![raw.clone()];
        all.extend(capacity.given().cloned());
        halves.push(vm.call(&class, &all)?);
    }
    let (writer, reader) = (halves.pop().unwrap_or(Value::NONE), halves.pop().unwrap_or(Value::NONE));
    let old = std::mem::replace(&mut *vm.lock(&pair), (reader, writer));
    drop(old);
    Ok(Value::NONE)
}

macro_rules! forwarded {
    ($half:tt: $($name:ident)*) => {
        $(fn $name<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
            let pair = pair_of(vm, &arguments[0])?;
            let half = vm.lock(&pair).$half.clone();
            let given: Vec<Value<R>> = arguments[1..].iter().filter_map(|argument| argument.given().cloned()).collect();
            vm.call_method(&half, stringify!($name), &given)
        })*
    };
}

forwarded! { 0: read read1 readinto readinto1 readline peek readable }
forwarded! { 1: write flush writable }

fn close<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let pair = pair_of(vm, &arguments[0])?;
    let (reader, writer) = vm.lock(&pair).clone();
    let written = if writer.is_none() { Ok(Value::NONE) } else { vm.call_method(&writer, "close", &[]) };
    let read = if reader.is_none() { Ok(Value::NONE) } else { vm.call_method(&reader, "close", &[]) };
    both(vm, written, read)
}

fn isatty<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let pair = pair_of(vm, &arguments[0])?;
    let (reader, writer) = vm.lock(&pair).clone();
    for half in [writer, reader] {
        let answer = vm.call_method(&half, "isatty", &[])?;
        if vm.truth(&answer)? {
            return Ok(Value::TRUE);
        }
    }
    Ok(Value::FALSE)
}

fn is_closed<R: Runtime>(vm: &mut Vm<R>, pair: &Value<R>) -> Return<R> {
    let pair = pair_of(vm, pair)?;
    let writer = vm.lock(&pair).1.clone();
    if writer.is_none() { Ok(Value::TRUE) } else { vm.get_attr_str(&writer, "closed") }
}

pub(super) fn install<R: Runtime>(vm: &mut Vm<R>, module: &Value<R>, bases: &Bases<R>) {
    let class = super::class::<R, Pair<R>>(vm, "BufferedRWPair", &bases.buffered)
        .constructor("__new__(cls, *args, **kwargs)", new)
        .methods(&[
            ("__init__(self, reader, writer, buffer_size=131072, /)", init),
            ("read(self, size=-1, /)", read),
            ("read1(self, size=-1, /)", read1),
            ("readinto(self, buffer, /)", readinto),
            ("readinto1(self, buffer, /)", readinto1),
            ("readline(self, size=-1, /)", readline),
            ("peek(self, size=0, /)", peek),
            ("readable(self, /)", readable),
            ("write(self, buffer, /)", write),
            ("flush(self, /)", flush),
            ("writable(self, /)", writable),
            ("close(self, /)", close),
            ("isatty(self, /)", isatty),
        ])
        .getter("closed", is_closed)
        .finish();
    vm.module_set(module, "BufferedRWPair", class.into_value());
}
