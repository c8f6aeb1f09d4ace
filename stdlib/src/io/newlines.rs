//! `IncrementalNewlineDecoder`: translates line ends of text that comes in parts.

use super::text::Newline;
use interpreter::{ClassBuilder, Return, Vm};
use object_model::{Guard, Guarded, Payload, Ref, Runtime, Value};

/// The payload of `IncrementalNewlineDecoder`.
struct Decoder<R: Runtime> {
    /// Decodes bytes first, unless None.
    decoder: Value<R>,
    translate: bool,
    state: Guarded<State>,
}

/// What was seen so far.
#[derive(Default)]
struct State {
    /// A carriage return ended the last part: a line feed may follow.
    pending: bool,
    seen: Seen,
}

/// Which line ends were seen.
#[derive(Clone, Copy, Default)]
pub(super) struct Seen {
    feed: bool,
    back: bool,
    both: bool,
}

impl Seen {
    /// Notes the line ends in a part of a text.
    pub fn note(&mut self, text: &[u8]) {
        for (index, &byte) in text.iter().enumerate() {
            let after_back = index > 0 && text[index - 1] == b'\r';
            match byte {
                b'\n' if after_back => self.both = true,
                b'\n' => self.feed = true,
                b'\r' if text.get(index + 1) != Some(&b'\n') => self.back = true,
                _ => {}
            }
        }
    }

    /// `newlines`: None, one line end, or a tuple of them.
    pub fn value<R: Runtime>(self, vm: &mut Vm<R>) -> Value<R> {
        let seen = [(self.back, "\r"), (self.feed, "\n"), (self.both, "\r\n")];
        let mut seen: Vec<Value<R>> =
            seen.into_iter().filter(|(seen, _)| *seen).map(|(_, newline)| vm.new_str(newline)).collect();
        match seen.len() {
            0 => Value::NONE,
            1 => seen.remove(0),
            _ => vm.new_tuple(seen),
        }
    }
}

// SAFETY: immutable but for what is guarded.
unsafe impl<R: Runtime> Payload<R> for Decoder<R> {
    const NAME: &'static str = "IncrementalNewlineDecoder";
    fn children(&self, visit: &mut dyn FnMut(&Value<R>)) {
        visit(&self.decoder);
    }
}

impl<R: Runtime> Guard<R> for Decoder<R> {
    type Guarded = State;
    fn guarded(&self) -> &Guarded<State> {
        &self.state
    }
}

fn decoder_of<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R, Ref<R, Decoder<R>>> {
    value.clone().downcast().map_err(|_| vm.type_error("expected an IncrementalNewlineDecoder"))
}

fn new<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let class = vm.class_argument(&arguments[0])?;
    let translate = vm.truth(&arguments[2])?;
    let decoder = arguments[1].clone();
    vm.new_object_of(&class, Decoder { decoder, translate, state: Guarded::new(State::default()) })
}

fn decode<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let this = decoder_of(vm, &arguments[0])?;
    let is_final = match arguments[2].given() {
        Some(is_final) => vm.truth(is_final)?,
        None => false,
    };
    let decoded = if this.decoder.is_none() {
        arguments[1].clone()
    } else {
        vm.call_method(&this.decoder, "decode", &[arguments[1].clone(), Value::bool(is_final)])?
    };
    let mut text = vm.expect_str(&decoded, "decoder should return a string result, not")?.to_owned();
    let mut state = vm.lock(&this);
    if state.pending && (!text.is_empty() || is_final) {
        text.insert(0, '\r');
        state.pending = false;
    }
    if !is_final && text.ends_with('\r') {
        text.pop();
        state.pending = true;
    }
    state.seen.note(text.as_bytes());
    drop(state);
    let text = if this.translate { Newline::Universal.received(&text).into_owned() } else { text };
    Ok(vm.new_string(text))
}

fn newlines<R: Runtime>(vm: &mut Vm<R>, decoder: &Value<R>) -> Return<R> {
    let this = decoder_of(vm, decoder)?;
    let seen = vm.lock(&this).seen;
    Ok(seen.value(vm))
}

fn reset<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let this = decoder_of(vm, &arguments[0])?;
    *vm.lock(&this) = State::default();
    if this.decoder.is_none() { Ok(Value::NONE) } else { vm.call_method(&this.decoder, "reset", &[]) }
}

fn getstate<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let this = decoder_of(vm, &arguments[0])?;
    let (mut buffer, mut flags) = (vm.new_bytes(b""), 0);
    if !this.decoder.is_none() {
        let inner = vm.call_method(&this.decoder, "getstate", &[])?;
        let inner = vm.collect(&inner)?;
        let [first, second] = &inner[..] else { return Err(vm.type_error("illegal decoder state")) };
        (buffer, flags) = (first.clone(), vm.index(second)?);
    }
    let flags = flags << 1 | i64::from(vm.lock(&this).pending);
    let state = vec![buffer, vm.new_int(flags)];
    Ok(vm.new_tuple(state))
}

fn setstate<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let this = decoder_of(vm, &arguments[0])?;
    let state = vm.collect(&arguments[1])?;
    let [buffer, flags] = &state[..] else { return Err(vm.type_error("state argument must be a tuple")) };
    let flags = vm.index(flags)?;
    vm.lock(&this).pending = flags & 1 != 0;
    if this.decoder.is_none() {
        return Ok(Value::NONE);
    }
    let inner = vec![buffer.clone(), vm.new_int(flags >> 1)];
    let inner = vm.new_tuple(inner);
    vm.call_method(&this.decoder, "setstate", &[inner])
}

pub(super) fn install<R: Runtime>(vm: &mut Vm<R>, module: &Value<R>) {
    let class = ClassBuilder::new::<Decoder<R>>(vm, "_io", "IncrementalNewlineDecoder", None)
        .constructor("__new__(cls, decoder, translate, errors='strict')", new)
        .methods(&[
            ("decode(self, input, final=False)", decode),
            ("reset(self, /)", reset),
            ("getstate(self, /)", getstate),
            ("setstate(self, state, /)", setstate),
        ])
        .getter("newlines", newlines)
        .finish();
    vm.module_set(module, "IncrementalNewlineDecoder", class.into_value());
}
