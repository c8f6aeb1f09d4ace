//! `BytesIO`: a binary stream in memory.

use super::base::{Bases, fill, room};
use super::{closed, memory_state, size, target, yes};
use interpreter::builtins::{ByteArray, MemoryView};
use interpreter::{Raised, Return, Vm};
use object_model::{Guard, Guarded, Payload, Ref, Runtime, Value};

/// The payload of `BytesIO`.
pub(super) struct BytesIo<R: Runtime> {
    /// The bytes, in an object of their own so that views can look into them.
    array: Value<R>,
    state: Guarded<State>,
}

#[derive(Default)]
pub(super) struct State {
    position: usize,
    closed: bool,
}

// SAFETY: immutable but for what is guarded.
unsafe impl<R: Runtime> Payload<R> for BytesIo<R> {
    const NAME: &'static str = "BytesIO";
    fn children(&self, visit: &mut dyn FnMut(&Value<R>)) {
        visit(&self.array);
    }
}

impl<R: Runtime> Guard<R> for BytesIo<R> {
    type Guarded = State;
    fn guarded(&self) -> &Guarded<State> {
        &self.state
    }
}

type Stream<R> = Ref<R, BytesIo<R>>;

/// Runs `work` on a stream's state and its bytes, both locked.
fn with<R: Runtime, T>(
    vm: &mut Vm<R>,
    stream: &Stream<R>,
    work: impl FnOnce(&mut State, &mut Vec<u8>) -> T,
) -> T {
    let array = stream.array.as_ref::<ByteArray<R>>().expect("made with one");
    let mut both = vm.lock_both(stream, array);
    let (state, data) = both.parts();
    work(state, data.expect("a stream is no array"))
}

/// As [`with`], for work that needs the bytes for itself: BufferError while a view looks into them.
fn alone<R: Runtime, T>(
    vm: &mut Vm<R>,
    stream: &Stream<R>,
    work: impl FnOnce(&mut State, &mut Vec<u8>) -> T,
) -> Return<R, T> {
    let array = stream.array.as_ref::<ByteArray<R>>().expect("made with one");
    let done = with(vm, stream, |state, data| (!array.is_exported()).then(|| work(state, data)));
    vm.note_held(array);
    done.ok_or_else(|| -> Raised<R> {
        vm.buffer_error("Existing exports of data: object cannot be re-sized")
    })
}

fn take(state: &mut State, data: &[u8], limit: usize) -> Vec<u8> {
    let start = state.position.min(data.len());
    let end = start.saturating_add(limit).min(data.len());
    state.position = state.position.max(end);
    data[start..end].to_vec()
}

fn open<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R, Stream<R>> {
    let Ok(stream) = value.clone().downcast::<BytesIo<R>>() else {
        return Err(vm.type_error("expected a BytesIO"));
    };
    if vm.lock(&stream).closed { Err(closed(vm)) } else { Ok(stream) }
}

fn new<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let class = vm.class_argument(&arguments[0])?;
    let array = vm.new_bytearray(vec![]);
    vm.new_object_of(&class, BytesIo { array, state: Guarded::new(State::default()) })
}

fn init<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let stream = open(vm, &arguments[0])?;
    let initial = match arguments[1].some() {
        Some(initial) => vm.expect_bytes_like(initial)?.into_owned(),
        None => vec![],
    };
    alone(vm, &stream, |state, data| {
        *data = initial;
        state.position = 0;
    })?;
    Ok(Value::NONE)
}

fn read<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let stream = open(vm, &arguments[0])?;
    let limit = size(vm, &arguments[1])?.unwrap_or(usize::MAX);
    let data = with(vm, &stream, |state, data| take(state, data, limit));
    Ok(vm.new_bytes(&data))
}

fn readinto<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let (stream, wanted) = (open(vm, &arguments[0])?, room(vm, &arguments[1])?);
    let data = with(vm, &stream, |state, data| take(state, data, wanted));
    fill(vm, &arguments[1], &data)
}

fn readline<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let stream = open(vm, &arguments[0])?;
    let limit = size(vm, &arguments[1])?.unwrap_or(usize::MAX);
    let data = with(vm, &stream, |state, data| {
        let rest = data.get(state.position..).unwrap_or_default();
        let line = rest.iter().position(|&byte| byte == b'\n').map_or(rest.len(), |end| end + 1);
        take(state, data, line.min(limit))
    });
    Ok(vm.new_bytes(&data))
}

fn get_state<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let stream = open(vm, &arguments[0])?;
    let (position, data) = with(vm, &stream, |state, data| (state.position, data.clone()));
    let parts = vec![vm.new_bytes(&data), vm.new_usize(position), vm.attributes_state(&arguments[0])?];
    Ok(vm.new_tuple(parts))
}

fn set_state<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let stream = open(vm, &arguments[0])?;
    let parts = memory_state::parts(vm, &arguments[0], &arguments[1], 3)?;
    let held = vm.expect_bytes_like(&parts[0])?.into_owned();
    let position = memory_state::position(vm, &parts[1], "second item of state must be an integer, not")?;
    alone(vm, &stream, |state, data| {
        *data = held;
        state.position = position;
    })?;
    memory_state::attributes(vm, &arguments[0], &parts[2], "third")?;
    Ok(Value::NONE)
}

fn write<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let stream = open(vm, &arguments[0])?;
    let more = vm.expect_bytes_like(&arguments[1])?.into_owned();
    let written = alone(vm, &stream, |state, data| {
        let (position, end) = (state.position, state.position.saturating_add(more.len()));
        if more.is_empty() {
            return true;
        }
        if data.try_reserve(end.saturating_sub(data.len())).is_err() {
            return false;
        }
        if data.len() < end {
            data.resize(end, 0);
        }
        data[position..end].copy_from_slice(&more);
        state.position = end;
        true
    })?;
    if written { Ok(vm.new_usize(more.len())) } else { Err(vm.memory_error()) }
}

fn seek<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let stream = open(vm, &arguments[0])?;
    let (position, length) = with(vm, &stream, |state, data| (state.position, data.len()));
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
    alone(vm, &stream, |_, data| data.truncate(length))?;
    Ok(vm.new_usize(length))
}

fn getvalue<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let stream = open(vm, &arguments[0])?;
    let data = with(vm, &stream, |_, data| data.clone());
    Ok(vm.new_bytes(&data))
}

fn getbuffer<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let stream = open(vm, &arguments[0])?;
    MemoryView::of_part(vm, &arguments[0], &stream.array, 'B')
}

fn close<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    if let Some(stream) = arguments[0].as_ref::<BytesIo<R>>() {
        alone(vm, stream, |state, data| {
            *data = vec![];
            *state = State { closed: true, position: 0 };
        })?;
    }
    Ok(Value::NONE)
}

fn check<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    open(vm, &arguments[0])?;
    yes(vm, arguments)
}

fn is_closed<R: Runtime>(vm: &mut Vm<R>, stream: &Value<R>) -> Return<R> {
    let closed = stream.as_ref::<BytesIo<R>>().is_none_or(|stream| vm.lock(stream).closed);
    Ok(Value::bool(closed))
}

pub(super) fn install<R: Runtime>(vm: &mut Vm<R>, module: &Value<R>, bases: &Bases<R>) {
    let class = super::class::<R, BytesIo<R>>(vm, "BytesIO", &bases.buffered)
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
            ("getbuffer(self, /)", getbuffer),
            ("close(self, /)", close),
            ("readable(self, /)", check),
            ("writable(self, /)", check),
            ("seekable(self, /)", check),
            ("__getstate__(self, /)", get_state),
            ("__setstate__(self, state, /)", set_state),
        ])
        .getter("closed", is_closed)
        .finish();
    // As in CPython: only instances of subclasses are finalized.
    class.root_shape().exempt_from_finalizer();
    vm.module_set(module, "BytesIO", class.into_value());
}
