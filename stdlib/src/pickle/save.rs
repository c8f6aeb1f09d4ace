//! A pickle in the making: what is written for each kind of value.

use super::buffer::{self, PickleBuffer};
use super::opcode::*;
use super::output::{FRAME_TARGET, Output};
use super::pickling_error;
use crate::memo::Memo;
use interpreter::builtins::ByteArray;
use interpreter::{Function, Return, Vm};
use num_bigint::BigInt;
use object_model::{Bytes, Class, Dict, Kind, List, Ref, Runtime, Set, Str, Value};
use std::collections::HashSet;

/// Values are nested no deeper than this, wherever there is stack for more.
const DEEPEST: usize = 20_000;
/// Values between two looks whether something else is to be done.
const BETWEEN_SAFEPOINTS: u32 = 1024;
/// In fast mode, containers nested deeper than this are watched for cycles.
const FAST_NESTING: usize = 50;

/// A pickle in the making. It belongs to the thread that makes it: no object is locked while Python code runs.
pub(super) struct Pickling<R: Runtime> {
    pub(super) output: Output,
    pub(super) memo: Memo<R>,
    pub(super) protocol: u8,
    /// Not the protocol of printable text.
    pub(super) binary: bool,
    /// Names are those of Python 2, for protocols that it reads.
    pub(super) fix_imports: bool,
    /// Nothing is remembered.
    pub(super) fast: bool,
    /// Where it goes; None if it is kept.
    pub(super) write: Option<Value<R>>,
    pub(super) dispatch_table: Option<Value<R>>,
    pub(super) persistent_id: Option<Value<R>>,
    pub(super) reducer_override: Option<Value<R>>,
    pub(super) buffer_callback: Option<Value<R>>,
    /// `copyreg`, once it was needed.
    pub(super) copyreg: Option<Value<R>>,
    depth: usize,
    saved: u32,
    /// The containers that are being written in fast mode, and those of them that are watched.
    open: usize,
    watched: HashSet<u64>,
}

impl<R: Runtime> Pickling<R> {
    pub(super) fn new(protocol: u8, fix_imports: bool) -> Self {
        Pickling {
            output: Output::default(),
            memo: Memo::default(),
            protocol,
            binary: protocol > 0,
            fix_imports,
            fast: false,
            write: None,
            dispatch_table: None,
            persistent_id: None,
            reducer_override: None,
            buffer_callback: None,
            copyreg: None,
            depth: 0,
            saved: 0,
            open: 0,
            watched: HashSet::new(),
        }
    }

    /// Makes a whole pickle.
    pub(super) fn dump(&mut self, vm: &mut Vm<R>, value: &Value<R>) -> Return<R, ()> {
        if self.protocol >= 2 {
            self.output.op_with(PROTO, self.protocol);
            self.output.framing = self.protocol >= 4;
        }
        self.save(vm, value)?;
        self.output.op(STOP);
        self.output.end_frame();
        Ok(())
    }

    /// Hands over what has been made.
    pub(super) fn flush(&mut self, vm: &mut Vm<R>) -> Return<R, ()> {
        let data = self.output.take();
        if let Some(write) = &self.write {
            let data = super::new_bytes(vm, data);
            vm.call(write, &[data])?;
        }
        Ok(())
    }

    pub(super) fn save(&mut self, vm: &mut Vm<R>, value: &Value<R>) -> Return<R, ()> {
        self.save_as(vm, value, true)
    }

    /// Writes a value, asking for a persistent identifier if `may_persist`.
    fn save_as(&mut self, vm: &mut Vm<R>, value: &Value<R>, may_persist: bool) -> Return<R, ()> {
        if self.output.frame_is_full() {
            self.output.end_frame();
            if self.write.is_some() {
                self.flush(vm)?;
            }
        }
        self.saved += 1;
        if self.saved == BETWEEN_SAFEPOINTS {
            self.saved = 0;
            vm.safepoint_in_native()?;
        }
        if may_persist
            && let Some(function) = self.persistent_id.clone()
            && self.save_persistent(vm, &function, value)?
        {
            return Ok(());
        }
        let word = value.word();
        if let Some(number) = word.as_int() {
            self.small_int(number);
            return Ok(());
        }
        if let Some(float) = word.as_float() {
            self.float(float);
            return Ok(());
        }
        if value.is_none() {
            self.output.op(NONE);
            return Ok(());
        }
        if let Some(truth) = word.as_bool() {
            self.bool(truth);
            return Ok(());
        }
        let kind = value.header().map_or(Kind::Other, |header| header.kind());
        let exact = value.header().is_some_and(|header| !header.shape().is_heap());
        if exact && vm.is_int(value) {
            return self.large_int(vm, value);
        }
        if let Some(number) = self.memo.get(value) {
            return self.get(vm, number);
        }
        if exact && kind == Kind::Str {
            return self.text(vm, value);
        }
        if exact && kind == Kind::Bytes {
            return self.bytes(vm, value);
        }
        if self.depth == DEEPEST || vm.native_stack_is_low() {
            return Err(vm.recursion_error("maximum recursion depth exceeded while pickling an object"));
        }
        self.depth += 1;
        let result = self.compound(vm, value, kind, exact);
        self.depth -= 1;
        result
    }

    /// Writes what has parts, or is reduced to others.
    fn compound(&mut self, vm: &mut Vm<R>, value: &Value<R>, kind: Kind, exact: bool) -> Return<R, ()> {
        let class = vm.class_of(value);
        let is = |other: &Ref<R, Class<R>>| class.value().is(other.value());
        if exact {
            match kind {
                Kind::Tuple if is(&vm.types().tuple) => return self.tuple(vm, value),
                Kind::List if is(&vm.types().list) => {
                    let list = value.as_ref::<List<R>>().expect("checked by kind");
                    return self.guarded(vm, value, |own, vm| own.list(vm, list));
                }
                Kind::Dict if is(&vm.types().dict) => {
                    let dict = value.as_ref::<Dict<R>>().expect("checked by kind");
                    return self.guarded(vm, value, |own, vm| own.dict(vm, dict));
                }
                Kind::Set => {
                    let set = value.as_ref::<Set<R>>().expect("checked by kind");
                    if is(&vm.types().set) {
                        return self.set(vm, set);
                    }
                    if is(&vm.types().frozenset) {
                        return self.guarded(vm, value, |own, vm| own.frozenset(vm, set));
                    }
                }
                Kind::Other if value.as_ref::<ByteArray<R>>().is_some() => return self.bytearray(vm, value),
                Kind::Other if value.as_ref::<PickleBuffer<R>>().is_some() => {
                    return self.pickle_buffer(vm, value);
                }
                _ => {}
            }
        }
        if let Some(function) = self.reducer_override.clone() {
            let reduced = vm.call(&function, std::slice::from_ref(value))?;
            if !reduced.is(&Value::NOT_IMPLEMENTED) {
                return self.reduced(vm, value, &reduced);
            }
        }
        if is(&vm.types().type_) {
            return self.class(vm, value);
        }
        if value.as_ref::<Function<R>>().is_some() {
            return self.global(vm, value, None);
        }
        if let Some(function) = self.reduction(vm, &class)? {
            let reduced = vm.call(&function, std::slice::from_ref(value))?;
            return self.reduced(vm, value, &reduced);
        }
        if kind == Kind::Class {
            return self.global(vm, value, None);
        }
        if kind == Kind::Instance
            && self.protocol >= 2
            && let Some(state) = vm.plain_state(value)?
        {
            return self.plain_instance(vm, value, &state);
        }
        let reduced = if let Some(function) = vm.find_attr_str(value, "__reduce_ex__")? {
            vm.call(&function, &[Value::small_int(self.protocol.into())])?
        } else if let Some(function) = vm.find_attr_str(value, "__reduce__")? {
            vm.call(&function, &[])?
        } else {
            let message = format!("Can't pickle {} object", vm.qualified_type_name(value));
            return Err(pickling_error(vm, &message));
        };
        self.reduced(vm, value, &reduced)
    }

    /// What a table says about instances of a class: the pickler's own, or the one of `copyreg`.
    fn reduction(&mut self, vm: &mut Vm<R>, class: &Ref<R, Class<R>>) -> Return<R, Option<Value<R>>> {
        let table = match &self.dispatch_table {
            Some(table) => table.clone(),
            None => self.of_copyreg(vm, "dispatch_table")?,
        };
        super::item_of(vm, &table, class.value())
    }

    /// An attribute of the module `copyreg`.
    pub(super) fn of_copyreg(&mut self, vm: &mut Vm<R>, name: &str) -> Return<R> {
        let module = match &self.copyreg {
            Some(module) => module.clone(),
            None => self.copyreg.insert(vm.import_module("copyreg")?).clone(),
        };
        vm.get_attr_str(&module, name)
    }

    /// Writes what the program says a value is to be known by; false if it says nothing.
    fn save_persistent(&mut self, vm: &mut Vm<R>, function: &Value<R>, value: &Value<R>) -> Return<R, bool> {
        let identifier = vm.call(function, std::slice::from_ref(value))?;
        if identifier.is_none() {
            return Ok(false);
        }
        if self.binary {
            self.save_as(vm, &identifier, false)?;
            self.output.op(BINPERSID);
            return Ok(true);
        }
        let text = vm.str_string(&identifier)?;
        if !text.is_ascii() {
            return Err(pickling_error(vm, "persistent IDs in protocol 0 must be ASCII strings"));
        }
        self.output.write(&[&[PERSID], text.as_bytes(), b"\n"].concat());
        Ok(true)
    }

    // ---- the memo ----------------------------------------------------------------------------------------------

    /// Writes that the value is one that was written before.
    pub(super) fn get(&mut self, vm: &mut Vm<R>, number: usize) -> Return<R, ()> {
        if !self.binary {
            self.output.write(format!("g{number}\n").as_bytes());
        } else if let Ok(number) = u8::try_from(number) {
            self.output.op_with(BINGET, number);
        } else if let Ok(number) = u32::try_from(number) {
            self.output.op_with_four(LONG_BINGET, number);
        } else {
            return Err(pickling_error(vm, "memo id too large for LONG_BINGET"));
        }
        Ok(())
    }

    /// Remembers a value that was just written.
    pub(super) fn memoize(&mut self, vm: &mut Vm<R>, value: &Value<R>) -> Return<R, ()> {
        if self.fast {
            return Ok(());
        }
        let number = self.memo.len();
        self.memo.set(value, number);
        if self.protocol >= 4 {
            self.output.op(MEMOIZE);
        } else if !self.binary {
            self.output.write(format!("p{number}\n").as_bytes());
        } else if let Ok(number) = u8::try_from(number) {
            self.output.op_with(BINPUT, number);
        } else if let Ok(number) = u32::try_from(number) {
            self.output.op_with_four(LONG_BINPUT, number);
        } else {
            return Err(pickling_error(vm, "memo id too large for LONG_BINPUT"));
        }
        Ok(())
    }

    /// Runs `write` for a container, which in fast mode must not contain itself.
    fn guarded(
        &mut self,
        vm: &mut Vm<R>,
        value: &Value<R>,
        write: impl FnOnce(&mut Self, &mut Vm<R>) -> Return<R, ()>,
    ) -> Return<R, ()> {
        if !self.fast {
            return write(self, vm);
        }
        let address = value.word().bits();
        self.open += 1;
        let is_watched = self.open >= FAST_NESTING;
        let result = if is_watched && !self.watched.insert(address) {
            let message = format!(
                "fast mode: can't pickle cyclic objects including object type {} at {address:#x}",
                vm.type_name(value)
            );
            Err(vm.value_error(&message))
        } else {
            let result = write(self, vm);
            self.watched.remove(&address);
            result
        };
        self.open -= 1;
        result
    }

    // ---- numbers and text --------------------------------------------------------------------------------------

    fn bool(&mut self, truth: bool) {
        if self.protocol >= 2 {
            self.output.op(if truth { NEWTRUE } else { NEWFALSE });
        } else {
            self.output.write(if truth { b"I01\n" } else { b"I00\n" });
        }
    }

    fn small_int(&mut self, number: i64) {
        let Ok(short) = i32::try_from(number) else {
            return self.long(&number.into(), || number.to_string());
        };
        if !self.binary {
            self.output.write(format!("I{short}\n").as_bytes());
        } else if let Ok(byte) = u8::try_from(short) {
            self.output.op_with(BININT1, byte);
        } else if let Ok(two) = u16::try_from(short) {
            let [low, high] = two.to_le_bytes();
            self.output.write(&[BININT2, low, high]);
        } else {
            self.output.op_with_four(BININT, short as u32);
        }
    }

    fn large_int(&mut self, vm: &mut Vm<R>, value: &Value<R>) -> Return<R, ()> {
        let number = vm.as_integer(value).unwrap_or_default();
        if number.bits() / 8 + 1 > i32::MAX as u64 {
            return Err(vm.overflow_error("int too large to pickle"));
        }
        let digits = if self.protocol >= 2 { String::new() } else { vm.repr_string(value)? };
        self.long(&number, || digits);
        Ok(())
    }

    /// An int that four bytes do not hold.
    fn long(&mut self, number: &BigInt, digits: impl FnOnce() -> String) {
        if self.protocol < 2 {
            self.output.write(format!("L{}L\n", digits()).as_bytes());
            return;
        }
        let bytes = number.to_signed_bytes_le();
        match u8::try_from(bytes.len()) {
            Ok(length) => self.output.op_with(LONG1, length),
            Err(_) => self.output.op_with_four(LONG4, bytes.len() as u32),
        }
        self.output.write(&bytes);
    }

    fn float(&mut self, number: f64) {
        if self.binary {
            let mut bytes = [BINFLOAT; 9];
            bytes[1..].copy_from_slice(&number.to_be_bytes());
            self.output.write(&bytes);
        } else {
            self.output.write(format!("F{}\n", text::float::repr(number)).as_bytes());
        }
    }

    /// Data after its header. What is large stands outside of frames, and goes to a file by itself: as the `payload`.
    fn data(
        &mut self,
        vm: &mut Vm<R>,
        header: &[u8],
        data: &[u8],
        payload: Option<&Value<R>>,
    ) -> Return<R, ()> {
        if data.len() < FRAME_TARGET {
            self.output.write(header);
            self.output.write(data);
            return Ok(());
        }
        self.output.end_frame();
        let framing = std::mem::replace(&mut self.output.framing, false);
        self.output.write(header);
        match self.write.clone() {
            Some(write) => {
                self.flush(vm)?;
                let payload = payload.cloned().unwrap_or_else(|| vm.new_bytes(data));
                vm.call(&write, &[payload])?;
            }
            None => self.output.write(data),
        }
        self.output.framing = framing;
        Ok(())
    }

    fn text(&mut self, vm: &mut Vm<R>, value: &Value<R>) -> Return<R, ()> {
        let Some(text) = value.as_ref::<Str<R>>() else { return Err(vm.type_error("a str is needed")) };
        if !self.binary {
            let escaped = escaped(text.as_str());
            self.output.write(&[&[UNICODE], &*escaped, b"\n"].concat());
            return self.memoize(vm, value);
        }
        let encoded;
        let bytes = if text.is_ascii() || !text.as_str().chars().any(text::surrogate::is_surrogate) {
            text.as_str().as_bytes()
        } else {
            encoded = vm.encode(value, "utf-8", "surrogatepass")?;
            vm.as_bytes(&encoded).unwrap_or_default()
        };
        let (header, size) = match (u8::try_from(bytes.len()), u32::try_from(bytes.len())) {
            (Ok(length), _) if self.protocol >= 4 => (header(SHORT_BINUNICODE, &[length]), 2),
            (_, Ok(length)) => (header(BINUNICODE, &length.to_le_bytes()), 5),
            _ if self.protocol >= 4 => (header(BINUNICODE8, &bytes.len().to_le_bytes()), 9),
            _ => {
                let message = "serializing a string larger than 4 GiB requires pickle protocol 4 or higher";
                return Err(vm.overflow_error(message));
            }
        };
        self.data(vm, &header[..size], bytes, None)?;
        self.memoize(vm, value)
    }

    /// Bytes, or what a buffer that cannot be written has.
    fn bytes_data(&mut self, vm: &mut Vm<R>, value: &Value<R>, bytes: &[u8]) -> Return<R, ()> {
        let (header, size) = match (u8::try_from(bytes.len()), u32::try_from(bytes.len())) {
            (Ok(length), _) => (header(SHORT_BINBYTES, &[length]), 2),
            (_, Ok(length)) => (header(BINBYTES, &length.to_le_bytes()), 5),
            _ if self.protocol >= 4 => (header(BINBYTES8, &bytes.len().to_le_bytes()), 9),
            _ => {
                let message =
                    "serializing a bytes object larger than 4 GiB requires pickle protocol 4 or higher";
                return Err(vm.overflow_error(message));
            }
        };
        self.data(vm, &header[..size], bytes, Some(value))?;
        self.memoize(vm, value)
    }

    fn bytes(&mut self, vm: &mut Vm<R>, value: &Value<R>) -> Return<R, ()> {
        let Some(bytes) = value.as_ref::<Bytes<R>>() else { return Err(vm.type_error("bytes are needed")) };
        if self.protocol >= 3 {
            return self.bytes_data(vm, value, bytes.as_slice());
        }
        // Python 2 makes a str of this, which is what has its bytes there.
        let (function, arguments) = if bytes.as_slice().is_empty() {
            (vm.types().bytes.value().clone(), vec![])
        } else {
            let codecs = vm.import_module("codecs")?;
            let latin = bytes.as_slice().iter().map(|&byte| char::from(byte)).collect();
            let (text, encoding) = (vm.new_string(latin), vm.intern("latin1").into_value());
            (vm.get_attr_str(&codecs, "encode")?, vec![text, encoding])
        };
        let arguments = vm.new_tuple(arguments);
        let reduced = vm.new_pair(function, arguments);
        self.reduced_to_call(vm, value, &reduced)
    }

    fn bytearray_data(&mut self, vm: &mut Vm<R>, value: &Value<R>, bytes: &[u8]) -> Return<R, ()> {
        let header = header(BYTEARRAY8, &bytes.len().to_le_bytes());
        self.data(vm, &header, bytes, Some(value))?;
        self.memoize(vm, value)
    }

    fn bytearray(&mut self, vm: &mut Vm<R>, value: &Value<R>) -> Return<R, ()> {
        let bytes = vm.expect_bytes_like(value)?.into_owned();
        if self.protocol >= 5 {
            return self.bytearray_data(vm, value, &bytes);
        }
        let arguments = if bytes.is_empty() { vec![] } else { vec![vm.new_bytes(&bytes)] };
        let (class, arguments) = (vm.class_of(value).into_value(), vm.new_tuple(arguments));
        let reduced = vm.new_pair(class, arguments);
        self.reduced_to_call(vm, value, &reduced)
    }

    fn pickle_buffer(&mut self, vm: &mut Vm<R>, value: &Value<R>) -> Return<R, ()> {
        if self.protocol < 5 {
            let message = "PickleBuffer can only be pickled with protocol >= 5";
            return Err(pickling_error(vm, message));
        }
        let view = buffer::view(vm, value)?;
        if !buffer::is_contiguous(vm, &view)? {
            let message = "PickleBuffer can not be pickled when pointing to a non-contiguous buffer";
            return Err(pickling_error(vm, message));
        }
        let read_only = vm.get_attr_str(&view, "readonly")?;
        let read_only = vm.truth(&read_only)?;
        let in_band = match self.buffer_callback.clone() {
            None => true,
            Some(callback) => {
                let answer = vm.call(&callback, std::slice::from_ref(value))?;
                vm.truth(&answer)?
            }
        };
        if in_band {
            let view = buffer::view(vm, value)?;
            let bytes = vm.expect_bytes_like(&view)?;
            return if read_only {
                self.bytes_data(vm, value, &bytes)
            } else {
                self.bytearray_data(vm, value, &bytes)
            };
        }
        self.output.op(NEXT_BUFFER);
        if read_only {
            self.output.op(READONLY_BUFFER);
        }
        Ok(())
    }
}

/// An instruction and its argument, with zeros after it.
fn header(opcode: u8, argument: &[u8]) -> [u8; 9] {
    let mut header = [0; 9];
    header[0] = opcode;
    header[1..=argument.len()].copy_from_slice(argument);
    header
}

/// Text as `raw_unicode_escape` writes it, with what would end a line or begin an escape escaped too.
fn escaped(text: &str) -> Vec<u8> {
    let mut escaped = Vec::with_capacity(text.len());
    for character in text.chars() {
        let code = text::surrogate::to_code_point(character);
        match code {
            0x1_0000.. => escaped.extend(format!("\\U{code:08x}").bytes()),
            0 | 0x0A | 0x0D | 0x1A | 0x5C | 0x100.. => escaped.extend(format!("\\u{code:04x}").bytes()),
            _ => escaped.push(code as u8),
        }
    }
    escaped
}
