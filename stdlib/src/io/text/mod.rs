//! `TextIOWrapper`: text on top of a binary stream.
//!
//! What was read stays bytes until a line, or so many characters, are asked for. So the position of the next character is
//! always known, and nothing is decoded twice. This needs an encoding in which line ends are bytes of their own; text in
//! another is turned into UTF-8 as a whole when it is first read, and then has no positions.

mod mark;
mod newline;
mod reading;
mod writing;

use super::base::{Bases, cannot_pickle};
use super::buffered::Buffered;
use super::newlines::Seen;
use super::{both, closed, unsupported};
use crate::exclusive::Exclusive;
use interpreter::{Return, Vm};
pub(super) use newline::{Newline, newline_argument};
use object_model::{Guard, Guarded, Payload, Ref, Runtime, Value};
use reading::{next, read, readline};
use text::codec::{ByteOrder, Codec, Handler};
use writing::{flush, write};

/// How much text waits before it goes to the buffer, in bytes.
const CHUNK: usize = 8192;

/// The payload of `TextIOWrapper`.
pub(super) struct Text<R: Runtime> {
    state: Guarded<State<R>>,
    exclusive: Exclusive,
}

/// What changes; what concerns reading only by the thread that is in the stream.
pub(super) struct State<R: Runtime> {
    /// Unbound before it is given and after it was detached.
    buffer: Value<R>,
    encoding: String,
    errors: String,
    codec: Option<Codec>,
    handler: Handler,
    newline: Newline,
    seen: Seen,
    line_buffering: bool,
    write_through: bool,
    /// Bytes that were read and not yet asked for begin at `start`.
    ahead: Vec<u8>,
    start: usize,
    /// What was read ahead is UTF-8, whatever the stream is.
    transcoded: bool,
    /// The bytes that were turned into UTF-8, to the end of the stream.
    source: Vec<u8>,
    /// The order of bytes that a mark at the beginning of the stream told.
    order: Option<ByteOrder>,
    /// What is written next begins the stream, and so the encoding's mark stands before it.
    begins: bool,
    can_read: bool,
    can_write: bool,
    seekable: bool,
    /// Nobody iterates over the stream, which may be ahead of its lines.
    telling: bool,
    /// `_CHUNK_SIZE`
    chunk: usize,
    /// Bytes not written yet.
    behind: Vec<u8>,
}

// SAFETY: guarded, and a lock.
unsafe impl<R: Runtime> Payload<R> for Text<R> {
    const NAME: &'static str = "TextIOWrapper";
    fn children(&self, visit: &mut dyn FnMut(&Value<R>)) {
        // SAFETY: children are shown while no other thread runs.
        visit(unsafe { &self.state.get().buffer });
    }
}

impl<R: Runtime> Guard<R> for Text<R> {
    type Guarded = State<R>;
    fn guarded(&self) -> &Guarded<State<R>> {
        &self.state
    }
}

impl<R: Runtime> State<R> {
    /// Of a stream that has no buffer yet.
    fn new() -> Self {
        State {
            buffer: Value::UNBOUND,
            encoding: "utf-8".into(),
            errors: "strict".into(),
            codec: Some(Codec::Utf8),
            handler: Handler::Strict,
            newline: Newline::Universal,
            seen: Seen::default(),
            line_buffering: false,
            write_through: false,
            ahead: vec![],
            start: 0,
            transcoded: false,
            source: vec![],
            order: None,
            begins: true,
            can_read: false,
            can_write: false,
            seekable: false,
            telling: false,
            chunk: CHUNK,
            behind: vec![],
        }
    }

    /// Forgets what was read ahead.
    fn forget(&mut self) {
        self.ahead.clear();
        self.source = vec![];
        (self.start, self.transcoded) = (0, false);
    }
}

fn stream_of<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R, Ref<R, Text<R>>> {
    value.clone().downcast().map_err(|_| vm.type_error("expected a TextIOWrapper"))
}

fn new<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let class = vm.class_argument(&arguments[0])?;
    vm.new_object_of(&class, Text { state: Guarded::new(State::new()), exclusive: Exclusive::default() })
}

/// Sets what is given of encoding, errors, newline, line buffering, writing through.
fn configure<R: Runtime>(vm: &mut Vm<R>, stream: &Ref<R, Text<R>>, arguments: &[Value<R>]) -> Return<R, ()> {
    let [encoding, errors, newline, line_buffering, write_through] = arguments else { return Ok(()) };
    if let Some(encoding) = encoding.some() {
        let mut name = vm
            .expect_str(encoding, "TextIOWrapper() argument 'encoding' must be str or None, not")?
            .to_owned();
        if name == "locale" {
            name = "UTF-8".into();
        }
        let codec = Codec::by_name(&name);
        if codec.is_none() {
            // LookupError if nobody knows it.
            let codecs = vm.import_module("codecs")?;
            let given = vm.new_str(&name);
            let found = vm.call_method(&codecs, "lookup", &[given])?;
            if let Some(is_text) = vm.find_attr_str(&found, "_is_text_encoding")?
                && !vm.truth(&is_text)?
            {
                let class = vm.exceptions().lookup_error.clone();
                let message =
                    format!("'{name}' is not a text encoding; use codecs.open() to handle arbitrary codecs");
                return Err(vm.raise_message(&class, &message));
            }
        }
        let mut state = vm.lock(stream);
        (state.encoding, state.codec, state.order) = (name, codec, None);
        (state.errors, state.handler) = ("strict".into(), Handler::Strict);
    }
    if let Some(errors) = errors.some() {
        let errors =
            vm.expect_str(errors, "TextIOWrapper() argument 'errors' must be str or None, not")?.to_owned();
        let handler = Handler::by_name(&errors);
        let handler = vm.raised(handler)?;
        let mut state = vm.lock(stream);
        (state.errors, state.handler) = (errors, handler);
    }
    if newline.given().is_some() {
        let newline = newline_argument(vm, newline, str::to_owned)?;
        vm.lock(stream).newline = newline;
    }
    if let Some(line_buffering) = line_buffering.some() {
        let line_buffering = vm.truth(line_buffering)?;
        vm.lock(stream).line_buffering = line_buffering;
    }
    if let Some(write_through) = write_through.some() {
        let write_through = vm.truth(write_through)?;
        vm.lock(stream).write_through = write_through;
    }
    Ok(())
}

fn init<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let stream = stream_of(vm, &arguments[0])?;
    let old = std::mem::replace(&mut *vm.lock(&stream), State::new());
    drop(old);
    configure(vm, &stream, &arguments[2..7])?;
    let mut abilities = [false; 3];
    for (ability, method) in abilities.iter_mut().zip(["readable", "writable", "seekable"]) {
        let answer = vm.call_method(&arguments[1], method, &[])?;
        *ability = vm.truth(&answer)?;
    }
    let mut state = vm.lock(&stream);
    [state.can_read, state.can_write, state.seekable] = abilities;
    state.telling = state.seekable;
    state.buffer = arguments[1].clone();
    drop(state);
    mark::look(vm, &stream)?;
    Ok(Value::NONE)
}

fn reconfigure<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let stream = stream_of(vm, &arguments[0])?;
    let state = vm.lock(&stream);
    let unread = state.start < state.ahead.len();
    drop(state);
    if unread
        && (arguments[1].some().is_some() || arguments[2].some().is_some() || arguments[3].given().is_some())
    {
        let message = "It is not possible to set the encoding or newline of stream after the first read";
        return Err(unsupported(vm, message));
    }
    vm.call_method(&arguments[0], "flush", &[])?;
    configure(vm, &stream, &arguments[1..6])?;
    if arguments[1].some().is_some() {
        mark::look(vm, &stream)?;
    }
    Ok(Value::NONE)
}

fn buffer_of<R: Runtime>(vm: &mut Vm<R>, stream: &Ref<R, Text<R>>) -> Return<R> {
    let buffer = vm.lock(stream).buffer.clone();
    check_attached(vm, &buffer)?;
    Ok(buffer)
}

/// An error if there is no buffer: not yet, or no more, which None stands for.
fn check_attached<R: Runtime>(vm: &mut Vm<R>, buffer: &Value<R>) -> Return<R, ()> {
    match buffer {
        buffer if buffer.is_unbound() => Err(vm.value_error("I/O operation on uninitialized object")),
        buffer if buffer.is_none() => Err(vm.value_error("underlying buffer has been detached")),
        _ => Ok(()),
    }
}

fn is_plain<R: Runtime>(buffer: &Value<R>) -> bool {
    buffer.as_ref::<Buffered<R>>().is_some() && buffer.shape().is_some_and(|shape| !shape.is_heap())
}

fn open_buffer<R: Runtime>(vm: &mut Vm<R>, stream: &Ref<R, Text<R>>) -> Return<R> {
    let buffer = buffer_of(vm, stream)?;
    if !is_plain(&buffer) {
        let value = vm.get_attr_str(&buffer, "closed")?;
        if vm.truth(&value)? {
            return Err(closed(vm));
        }
    }
    Ok(buffer)
}

fn tell<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let stream = stream_of(vm, &arguments[0])?;
    let buffer = open_buffer(vm, &stream)?;
    let state = vm.lock(&stream);
    let (seekable, telling) = (state.seekable, state.telling);
    drop(state);
    if !seekable {
        return Err(unsupported(vm, "underlying stream is not seekable"));
    }
    if !telling {
        let class = vm.exceptions().os_error.clone();
        return Err(vm.raise_message(&class, "telling position disabled by next() call"));
    }
    vm.call_method(&arguments[0], "flush", &[])?;
    let position = vm.call_method(&buffer, "tell", &[])?;
    let position = vm.index(&position)?;
    let unread = mark::unread(vm, &stream)?;
    Ok(vm.new_int(position - unread))
}

fn seek<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let stream = stream_of(vm, &arguments[0])?;
    let whence = match arguments[2].given() {
        Some(whence) => vm.index(whence)?,
        None => 0,
    };
    let offset = vm.index(&arguments[1])?;
    let is_closed = vm.get_attr_str(&arguments[0], "closed")?;
    if vm.truth(&is_closed)? {
        return Err(closed(vm));
    }
    match whence {
        1 if offset != 0 => return Err(unsupported(vm, "can't do nonzero cur-relative seeks")),
        2 if offset != 0 => return Err(unsupported(vm, "can't do nonzero end-relative seeks")),
        0 if offset < 0 => return Err(vm.value_error(&format!("negative seek position {offset}"))),
        0..=2 => {}
        _ => return Err(vm.value_error(&format!("invalid whence ({whence}, should be 0, 1 or 2)"))),
    }
    if whence == 1 {
        return tell(vm, &arguments[..1]);
    }
    vm.call_method(&arguments[0], "flush", &[])?;
    let buffer = open_buffer(vm, &stream)?;
    let position = vm.call_method(&buffer, "seek", &[vm.new_int(offset), vm.new_int(whence)])?;
    let begins = vm.as_i64(&position) == Some(0);
    let mut state = vm.lock(&stream);
    state.forget();
    state.begins = begins;
    if begins {
        state.order = None;
    }
    drop(state);
    Ok(position)
}

fn truncate<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let stream = stream_of(vm, &arguments[0])?;
    vm.call_method(&arguments[0], "flush", &[])?;
    let buffer = open_buffer(vm, &stream)?;
    let length = match arguments[1].some() {
        Some(length) => length.clone(),
        None => tell(vm, &arguments[..1])?,
    };
    vm.call_method(&buffer, "truncate", &[length])
}

fn close<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let stream = stream_of(vm, &arguments[0])?;
    buffer_of(vm, &stream)?;
    let value = vm.get_attr_str(&arguments[0], "closed")?;
    if vm.truth(&value)? {
        return Ok(Value::NONE);
    }
    let flushed = vm.call_method(&arguments[0], "flush", &[]);
    let buffer = buffer_of(vm, &stream)?;
    let closed = vm.call_method(&buffer, "close", &[]);
    both(vm, flushed, closed)
}

fn detach<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let stream = stream_of(vm, &arguments[0])?;
    vm.call_method(&arguments[0], "flush", &[])?;
    buffer_of(vm, &stream)?;
    Ok(std::mem::replace(&mut vm.lock(&stream).buffer, Value::NONE))
}

macro_rules! forwarded {
    ($($name:ident)*) => {
        $(fn $name<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
            let stream = stream_of(vm, &arguments[0])?;
            let buffer = buffer_of(vm, &stream)?;
            vm.call_method(&buffer, stringify!($name), &[])
        })*
    };
}

forwarded! { fileno isatty readable writable seekable }

fn is_closed<R: Runtime>(vm: &mut Vm<R>, stream: &Value<R>) -> Return<R> {
    let stream = stream_of(vm, stream)?;
    let buffer = vm.lock(&stream).buffer.clone();
    if buffer.is_unbound() {
        return Ok(Value::TRUE);
    }
    check_attached(vm, &buffer)?;
    vm.get_attr_str(&buffer, "closed")
}

fn buffer<R: Runtime>(vm: &mut Vm<R>, stream: &Value<R>) -> Return<R> {
    let stream = stream_of(vm, stream)?;
    buffer_of(vm, &stream)
}

fn name<R: Runtime>(vm: &mut Vm<R>, stream: &Value<R>) -> Return<R> {
    let stream = stream_of(vm, stream)?;
    let buffer = buffer_of(vm, &stream)?;
    vm.get_attr_str(&buffer, "name")
}

fn encoding<R: Runtime>(vm: &mut Vm<R>, stream: &Value<R>) -> Return<R> {
    let stream = stream_of(vm, stream)?;
    let state = vm.lock(&stream);
    if state.buffer.is_unbound() {
        return Ok(Value::NONE);
    }
    let name = state.encoding.clone();
    drop(state);
    Ok(vm.new_string(name))
}

fn errors<R: Runtime>(vm: &mut Vm<R>, stream: &Value<R>) -> Return<R> {
    let stream = stream_of(vm, stream)?;
    let state = vm.lock(&stream);
    let (is_begun, name) = (!state.buffer.is_unbound(), state.errors.clone());
    drop(state);
    if !is_begun {
        return Err(vm.value_error("I/O operation on uninitialized object"));
    }
    Ok(vm.new_string(name))
}

fn line_buffering<R: Runtime>(vm: &mut Vm<R>, stream: &Value<R>) -> Return<R> {
    let stream = stream_of(vm, stream)?;
    Ok(Value::bool(vm.lock(&stream).line_buffering))
}

fn write_through<R: Runtime>(vm: &mut Vm<R>, stream: &Value<R>) -> Return<R> {
    let stream = stream_of(vm, stream)?;
    Ok(Value::bool(vm.lock(&stream).write_through))
}

fn newlines<R: Runtime>(vm: &mut Vm<R>, stream: &Value<R>) -> Return<R> {
    let stream = stream_of(vm, stream)?;
    buffer_of(vm, &stream)?;
    let seen = vm.lock(&stream).seen;
    Ok(seen.value(vm))
}

fn chunk_size<R: Runtime>(vm: &mut Vm<R>, stream: &Value<R>) -> Return<R> {
    let stream = stream_of(vm, stream)?;
    buffer_of(vm, &stream)?;
    let chunk = vm.lock(&stream).chunk;
    Ok(vm.new_usize(chunk))
}

fn set_chunk_size<R: Runtime>(vm: &mut Vm<R>, stream: &Value<R>, new: Value<R>) -> Return<R, ()> {
    let stream = stream_of(vm, stream)?;
    if new.is_unbound() {
        return Err(vm.attribute_error(stream.value(), "_CHUNK_SIZE", "cannot delete attribute"));
    }
    match usize::try_from(vm.index(&new)?) {
        Ok(chunk) if chunk > 0 => vm.lock(&stream).chunk = chunk,
        _ => return Err(vm.value_error("a strictly positive integer is required")),
    }
    Ok(())
}

fn repr<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let class = vm.class_of(&arguments[0]);
    let stream = stream_of(vm, &arguments[0])?;
    if vm.lock(&stream).buffer.is_unbound() {
        buffer_of(vm, &stream)?;
    }
    let mut text = format!("<{}", class.shown_name());
    for attribute in ["name", "mode", "encoding"] {
        if let Ok(Some(value)) = vm.find_attr_str(&arguments[0], attribute) {
            text.push_str(&format!(" {attribute}={}", vm.repr_string(&value)?));
        }
    }
    text.push('>');
    Ok(vm.new_string(text))
}

pub(super) fn install<R: Runtime>(vm: &mut Vm<R>, module: &Value<R>, bases: &Bases<R>) {
    let class = super::class::<R, Text<R>>(vm, "TextIOWrapper", &bases.text)
        .constructor("__new__(cls, *args, **kwargs)", new)
        .methods(&[
            (
                "__init__(self, buffer, encoding=None, errors=None, newline=None, line_buffering=False, write_through=False)",
                init,
            ),
            (
                "reconfigure(self, *, encoding=None, errors=None, newline=None, line_buffering=None, write_through=None)",
                reconfigure,
            ),
            ("read(self, size=-1, /)", read),
            ("readline(self, size=-1, /)", readline),
            ("__next__(self, /)", next),
            ("write(self, text, /)", write),
            ("flush(self, /)", flush),
            ("seek(self, cookie, whence=0, /)", seek),
            ("tell(self, /)", tell),
            ("truncate(self, pos=None, /)", truncate),
            ("close(self, /)", close),
            ("detach(self, /)", detach),
            ("fileno(self, /)", fileno),
            ("isatty(self, /)", isatty),
            ("readable(self, /)", readable),
            ("writable(self, /)", writable),
            ("seekable(self, /)", seekable),
            ("__repr__(self, /)", repr),
            ("__getstate__(self, /)", cannot_pickle),
        ])
        .getter("closed", is_closed)
        .getter("buffer", buffer)
        .getter("name", name)
        .getter("encoding", encoding)
        .getter("errors", errors)
        .getter("newlines", newlines)
        .getter("line_buffering", line_buffering)
        .getter("write_through", write_through)
        .getset("_CHUNK_SIZE", chunk_size, Some(set_chunk_size))
        .finish();
    vm.module_set(module, "TextIOWrapper", class.into_value());
}
