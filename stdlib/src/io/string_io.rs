//! `StringIO`: a text stream in memory.

use super::base::Bases;
use super::newlines::Seen;
use super::text::{Newline, newline_argument};
use super::{memory_state, size, yes};
use interpreter::{Return, Vm};
use object_model::{Guard, Guarded, Payload, Ref, Runtime, Value};

/// The payload of `StringIO`.
pub(super) struct StringIo(Guarded<State>);

pub(super) struct State {
    text: Vec<char>,
    position: usize,
    closed: bool,
    newline: Newline,
    seen: Seen,
}

impl Default for State {
    fn default() -> Self {
        State { text: vec![], position: 0, closed: false, newline: Newline::Feed, seen: Seen::default() }
    }
}

// SAFETY: guarded.
unsafe impl<R: Runtime> Payload<R> for StringIo {
    const NAME: &'static str = "StringIO";
    fn held(&self) -> usize {
        // SAFETY: the caller is in a section of the object, or has just made it.
        unsafe { self.0.get() }.text.capacity() * size_of::<char>()
    }
}

impl<R: Runtime> Guard<R> for StringIo {
    type Guarded = State;
    fn guarded(&self) -> &Guarded<State> {
        &self.0
    }
}

impl State {
    fn take(&mut self, limit: usize) -> String {
        let start = self.position.min(self.text.len());
        let end = start.saturating_add(limit).min(self.text.len());
        self.position = self.position.max(end);
        self.text[start..end].iter().collect()
    }

    /// Puts text at the position; false if there is no room for it.
    fn put(&mut self, text: &str) -> bool {
        if matches!(self.newline, Newline::Universal | Newline::Any) {
            self.seen.note(text.as_bytes());
        }
        let text = self.newline.received(text);
        if text.is_empty() {
            return true;
        }
        let end = self.position.saturating_add(text.chars().count());
        let missing = end.saturating_sub(self.text.len());
        if self.text.try_reserve(missing).is_err() {
            return false;
        }
        if self.text.len() < end {
            self.text.resize(end, '\0');
        }
        for (place, character) in self.text[self.position..end].iter_mut().zip(text.chars()) {
            *place = character;
        }
        self.position = end;
        true
    }
}

fn open<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R, Ref<R, StringIo>> {
    let Ok(stream) = value.clone().downcast::<StringIo>() else {
        return Err(vm.type_error("expected a StringIO"));
    };
    if vm.lock(&stream).closed { Err(vm.value_error("I/O operation on closed file")) } else { Ok(stream) }
}

fn new<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let class = vm.class_argument(&arguments[0])?;
    vm.new_object_of(&class, StringIo(Guarded::new(State::default())))
}

fn init<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let stream = open(vm, &arguments[0])?;
    let newline = match arguments[2].given() {
        Some(newline) => newline_argument(vm, newline, text::quote::repr_str)?,
        None => Newline::Feed,
    };
    let text = match arguments[1].some() {
        Some(text) => vm.expect_str(text, "initial_value must be str or None, not")?.to_owned(),
        None => String::new(),
    };
    let mut state = State { newline, ..State::default() };
    let fits = state.put(&newline.sent(&text));
    state.position = 0;
    *vm.lock(&stream) = state;
    vm.note_held(&stream);
    if fits { Ok(Value::NONE) } else { Err(vm.memory_error()) }
}

fn get_state<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let stream = open(vm, &arguments[0])?;
    let state = vm.lock(&stream);
    let (text, position) = (state.text.iter().collect::<String>(), state.position);
    let newline = match state.newline {
        Newline::Universal => None,
        Newline::Any => Some(""),
        Newline::Feed => Some("\n"),
        Newline::Return => Some("\r"),
        Newline::Both => Some("\r\n"),
    };
    drop(state);
    let newline = newline.map_or(Value::NONE, |newline| vm.new_str(newline));
    let parts =
        vec![vm.new_string(text), newline, vm.new_usize(position), vm.attributes_state(&arguments[0])?];
    Ok(vm.new_tuple(parts))
}

fn set_state<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let stream = open(vm, &arguments[0])?;
    let parts = memory_state::parts(vm, &arguments[0], &arguments[1], 4)?;
    // As it was held: newlines were translated on the way in.
    let text = vm.expect_str(&parts[0], "initial_value must be str or None, not")?.chars().collect();
    let newline = newline_argument(vm, &parts[1], text::quote::repr_str)?;
    let position = memory_state::position(vm, &parts[2], "third item of state must be an integer, got")?;
    *vm.lock(&stream) = State { text, position, newline, ..State::default() };
    memory_state::attributes(vm, &arguments[0], &parts[3], "fourth")?;
    Ok(Value::NONE)
}

fn read<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let stream = open(vm, &arguments[0])?;
    let limit = size(vm, &arguments[1])?.unwrap_or(usize::MAX);
    let text = vm.lock(&stream).take(limit);
    Ok(vm.new_string(text))
}

fn readline<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let stream = open(vm, &arguments[0])?;
    let limit = size(vm, &arguments[1])?.unwrap_or(usize::MAX);
    let mut state = vm.lock(&stream);
    let rest = state.text.get(state.position..).unwrap_or_default();
    let line = state.newline.line_end(rest).unwrap_or(rest.len());
    let text = state.take(line.min(limit));
    drop(state);
    Ok(vm.new_string(text))
}

fn write<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let stream = open(vm, &arguments[0])?;
    if vm.as_str(&arguments[1]).is_none() {
        let name = vm.type_name(&arguments[1]);
        return Err(vm.type_error(&format!("string argument expected, got '{name}'")));
    }
    let text = vm.as_str(&arguments[1]).unwrap_or_default();
    let mut state = vm.lock(&stream);
    let newline = state.newline;
    let fits = state.put(&newline.sent(text));
    state.note_held();
    drop(state);
    if !fits {
        return Err(vm.memory_error());
    }
    Ok(vm.new_usize(text.chars().count()))
}

fn seek<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let stream = open(vm, &arguments[0])?;
    let offset = vm.index(&arguments[1])?;
    let whence = match arguments[2].given() {
        Some(whence) => vm.index(whence)?,
        None => 0,
    };
    let position = match whence {
        0 if offset < 0 => return Err(vm.value_error(&format!("Negative seek position {offset}"))),
        0 => offset as usize,
        1 | 2 if offset != 0 => {
            let class = vm.exceptions().os_error.clone();
            return Err(vm.raise_message(&class, "Can't do nonzero cur-relative seeks"));
        }
        1 => vm.lock(&stream).position,
        2 => vm.lock(&stream).text.len(),
        _ => return Err(vm.value_error(&format!("Invalid whence ({whence}, should be 0, 1 or 2)"))),
    };
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
        return Err(vm.value_error(&format!("Negative size value {length}")));
    };
    vm.lock(&stream).text.truncate(length);
    Ok(vm.new_usize(length))
}

fn getvalue<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let stream = open(vm, &arguments[0])?;
    let text: String = vm.lock(&stream).text.iter().collect();
    Ok(vm.new_string(text))
}

fn close<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    if let Some(stream) = arguments[0].as_ref::<StringIo>() {
        *vm.lock(stream) = State { closed: true, ..State::default() };
        vm.note_held(stream);
    }
    Ok(Value::NONE)
}

fn check<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    open(vm, &arguments[0])?;
    yes(vm, arguments)
}

fn is_closed<R: Runtime>(vm: &mut Vm<R>, stream: &Value<R>) -> Return<R> {
    let closed = stream.as_ref::<StringIo>().is_none_or(|stream| vm.lock(stream).closed);
    Ok(Value::bool(closed))
}

fn line_buffering<R: Runtime>(_: &mut Vm<R>, _: &Value<R>) -> Return<R> {
    Ok(Value::FALSE)
}

fn newlines<R: Runtime>(vm: &mut Vm<R>, stream: &Value<R>) -> Return<R> {
    let stream = open(vm, stream)?;
    let seen = vm.lock(&stream).seen;
    Ok(seen.value(vm))
}

fn none<R: Runtime>(_: &mut Vm<R>, _: &Value<R>) -> Return<R> {
    Ok(Value::NONE)
}

pub(super) fn install<R: Runtime>(vm: &mut Vm<R>, module: &Value<R>, bases: &Bases<R>) {
    let class = super::class::<R, StringIo>(vm, "StringIO", &bases.text)
        .constructor("__new__(cls, *args, **kwargs)", new)
        .methods(&[
            ("__getstate__(self, /)", get_state),
            ("__setstate__(self, state, /)", set_state),
            ("__init__(self, initial_value='', newline='\\n')", init),
            ("read(self, size=-1, /)", read),
            ("readline(self, size=-1, /)", readline),
            ("write(self, s, /)", write),
            ("seek(self, pos, whence=0, /)", seek),
            ("tell(self, /)", tell),
            ("truncate(self, pos=None, /)", truncate),
            ("getvalue(self, /)", getvalue),
            ("close(self, /)", close),
            ("readable(self, /)", check),
            ("writable(self, /)", check),
            ("seekable(self, /)", check),
        ])
        .getter("closed", is_closed)
        .getter("line_buffering", line_buffering)
        .getter("newlines", newlines)
        .getter("encoding", none)
        .getter("errors", none)
        .finish();
    // As in CPython: only instances of subclasses are finalized.
    class.root_shape().exempt_from_finalizer();
    vm.module_set(module, "StringIO", class.into_value());
}
