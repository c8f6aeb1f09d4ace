//! `BytesIO`: a binary stream in memory.

use super::base::{Bases, fill};
use super::{closed, size, target, yes};
use interpreter::{Return, Vm};
use object_model::{Guard, Guarded, Payload, Ref, Runtime, Value};

/// The payload of `BytesIO`.
pub(super) struct BytesIo(Guarded<State>);

#[derive(Default)]
pub(super) struct State {
    data: Vec<u8>,
    position: usize,
    closed: bool,
}

// SAFETY: guarded.
unsafe impl<R: Runtime> Payload<R> for BytesIo {
    const NAME: &'static str = "BytesIO";
}

impl<R: Runtime> Guard<R> for BytesIo {
    type Guarded = State;
    fn guarded(&self) -> &Guarded<State> {
        &self.0
    }
}

impl State {
    fn take(&mut self, limit: usize) -> Vec<u8> {
        let start = self.position.min(self.data.len());
        let end = start.saturating_add(limit).min(self.data.len());
        self.position = self.position.max(end);
        self.data[start..end].to_vec()
    }
}

fn open<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R, Ref<R, BytesIo>> {
    let Ok(stream) = value.clone().downcast::<BytesIo>() else {
        return Err(vm.type_error("expected a BytesIO"));
    };
    if vm.lock(&stream).closed { Err(closed(vm)) } else { Ok(stream) }
}

fn new<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let Ok(class) = arguments[0].clone().downcast() else { return Err(vm.type_error("expected a class")) };
    Ok(vm.new_object_of(&class, BytesIo(Guarded::new(State::default()))))
}

fn init<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let stream = open(vm, &arguments[0])?;
    let data = match arguments[1].some() {
        Some(data) => vm.expect_bytes_like(data)?.into_owned(),
        None => vec![],
    };
    *vm.lock(&stream) = State { data, position: 0, closed: false };
    Ok(Value::NONE)
}

fn read<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let stream = open(vm, &arguments[0])?;
    let limit = size(vm, &arguments[1])?.unwrap_or(usize::MAX);
    let data = vm.lock(&stream).take(limit);
    Ok(vm.new_bytes(&data))
}

fn readinto<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let (stream, wanted) = (open(vm, &arguments[0])?, vm.len(&arguments[1])?);
    let data = vm.lock(&stream).take(wanted);
    let data = vm.new_bytes(&data);
    fill(vm, &arguments[1], &data)
}

fn readline<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let stream = open(vm, &arguments[0])?;
    let limit = size(vm, &arguments[1])?.unwrap_or(usize::MAX);
    let mut state = vm.lock(&stream);
    let rest = state.data.get(state.position..).unwrap_or_default();
    let line = rest.iter().position(|&byte| byte == b'\n').map_or(rest.len(), |end| end + 1);
    let data = state.take(line.min(limit));
    drop(state);
    Ok(vm.new_bytes(&data))
}

fn write<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let stream = open(vm, &arguments[0])?;
    let data = vm.expect_bytes_like(&arguments[1])?;
    let mut state = vm.lock(&stream);
    let (position, end) = (state.position, state.position.saturating_add(data.len()));
    if data.is_empty() {
        return Ok(Value::small_int(0));
    }
    let missing = end.saturating_sub(state.data.len());
    if state.data.try_reserve(missing).is_err() {
        drop(state);
        return Err(vm.memory_error());
    }
    if state.data.len() < end {
        state.data.resize(end, 0);
    }
    state.data[position..end].copy_from_slice(&data);
    state.position = end;
    drop(state);
    Ok(vm.new_usize(data.len()))
}

fn seek<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let stream = open(vm, &arguments[0])?;
    let state = vm.lock(&stream);
    let (position, length) = (state.position, state.data.len());
    drop(state);
    let position = target(vm, arguments, position, length)?;
    vm.lock(&stream).position = position;
    Ok(vm.new_usize(position))
}

fn tell<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let stream = open(vm, &arguments[0])?;
    let position = vm.lock(&stream).position;
    Ok(vm.new_usize(position))
}

fn truncate<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let stream = open(vm, &arguments[0])?;
    let length = match arguments[1].some() {
        Some(length) => vm.index(length)?,
        None => vm.lock(&stream).position as i64,
    };
    let Ok(length) = usize::try_from(length) else {
        return Err(vm.value_error(&format!("negative size value {length}")));
    };
    vm.lock(&stream).data.truncate(length);
    Ok(vm.new_usize(length))
}

fn getvalue<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let stream = open(vm, &arguments[0])?;
    let data = vm.lock(&stream).data.clone();
    Ok(vm.new_bytes(&data))
}

fn close<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    if let Some(stream) = arguments[0].as_ref::<BytesIo>() {
        *vm.lock(stream) = State { closed: true, ..State::default() };
    }
    Ok(Value::NONE)
}

fn check<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    open(vm, &arguments[0])?;
    yes(vm, arguments)
}

fn is_closed<R: Runtime>(vm: &mut Vm<R>, stream: &Value<R>) -> Return<R> {
    let closed = stream.as_ref::<BytesIo>().is_none_or(|stream| vm.lock(stream).closed);
    Ok(Value::bool(closed))
}

pub(super) fn install<R: Runtime>(vm: &mut Vm<R>, module: &Value<R>, bases: &Bases<R>) {
    let class = super::class::<R, BytesIo>(vm, "BytesIO", &bases.buffered)
        .constructor("__new__(cls, *args, **kwargs)", new)
        .methods(&[
            ("__init__(self, initial_bytes=b'')", init),
            ("read(self, size=-1, /)", read),
            ("read1(self, size=-1, /)", read),
            ("readinto(self, buffer, /)", readinto),
            ("readline(self, size=-1, /)", readline),
            ("write(self, b, /)", write),
            ("seek(self, pos, whence=0, /)", seek),
            ("tell(self, /)", tell),
            ("truncate(self, size=None, /)", truncate),
            ("getvalue(self, /)", getvalue),
            ("close(self, /)", close),
            ("readable(self, /)", check),
            ("writable(self, /)", check),
            ("seekable(self, /)", check),
        ])
        .getter("closed", is_closed)
        .finish();
    vm.module_set(module, "BytesIO", class.into_value());
}
