//! `marshal`: values as bytes.
//!
//! Code is written as what it was compiled of, once for all code of one text, and its place there; who reads it has it
//! compiled. So bytes that anybody may have written are never run as bytecode.

use interpreter::builtins::ByteArray;
use interpreter::{Complex, LoadedCode, Mode, Origin, Return, Text, Vm};
use num_bigint::{BigInt, Sign};
use object_model::{Dict, List, Runtime, Set, Value};
use std::borrow::Cow;
use std::sync::Arc;

/// The version of the format.
const VERSION: i64 = 5;
/// Digits of long integers are so many bits, a two-byte unit each.
const DIGIT_BITS: u32 = 15;

/// How deep values may be nested that are written or read, as in CPython (`MAX_MARSHAL_STACK_DEPTH`).
const DEEPEST: u32 = 2000;

struct Writer {
    out: Vec<u8>,
    depth: u32,
    allow_code: bool,
    /// What code was compiled of that is written already.
    origins: Vec<Arc<Origin>>,
}

/// How an origin is written: the flag that postponed annotations were in force, and above it how much was left out.
const FUTURE_ANNOTATIONS: u8 = 1;
/// As much that may await outside of functions.
const TOP_LEVEL_AWAIT: u8 = 8;
const MODES: [Mode; 3] = [Mode::Exec, Mode::Eval, Mode::Single];
const SOURCE: u8 = b's';
const TREE: u8 = b't';

impl Writer {
    fn size(&mut self, tag: u8, size: usize) {
        self.out.push(tag);
        self.out.extend((size as u32).to_le_bytes());
    }

    fn integer(&mut self, value: &BigInt) {
        if let Ok(small) = i32::try_from(value) {
            self.out.push(b'i');
            self.out.extend(small.to_le_bytes());
            return;
        }
        let digits = value.magnitude().to_bytes_le();
        let mut units = Vec::new();
        let (mut held, mut bits) = (0u32, 0);
        for byte in digits {
            held |= u32::from(byte) << bits;
            bits += 8;
            if bits >= DIGIT_BITS {
                units.push((held & 0x7fff) as u16);
                held >>= DIGIT_BITS;
                bits -= DIGIT_BITS;
            }
        }
        if held > 0 {
            units.push(held as u16);
        }
        let count = units.len() as i32;
        self.out.push(b'l');
        self.out.extend(if value.sign() == Sign::Minus { -count } else { count }.to_le_bytes());
        units.iter().for_each(|unit| self.out.extend(unit.to_le_bytes()));
    }

    fn items<R: Runtime>(&mut self, vm: &mut Vm<R>, tag: u8, items: &[Value<R>]) -> Return<R, ()> {
        self.size(tag, items.len());
        items.iter().try_for_each(|item| self.value(vm, item))
    }

    fn code<R: Runtime>(&mut self, vm: &mut Vm<R>, code: &Value<R>) -> Return<R, ()> {
        if !self.allow_code {
            return Err(vm.value_error("marshalling code objects is disallowed"));
        }
        let Some((origin, place)) = vm.origin_of(code)? else {
            let shown = vm.repr_string(code)?;
            let message = format!(
                "unmarshallable object: {shown} is not what its file makes now, and its source is not known otherwise"
            );
            return Err(vm.value_error(&message));
        };
        let known = self.origins.iter().position(|known| Arc::ptr_eq(known, &origin));
        self.size(b'c', known.unwrap_or(self.origins.len()));
        if known.is_none() {
            self.size(b'u', origin.filename.len());
            self.out.extend(origin.filename.as_bytes());
            let mode = MODES.iter().position(|mode| *mode == origin.mode).unwrap_or(0);
            self.out.push(mode as u8);
            let told = |is: bool, flag: u8| if is { flag } else { 0 };
            let flags = told(origin.future_annotations, FUTURE_ANNOTATIONS)
                | told(origin.top_level_await, TOP_LEVEL_AWAIT);
            self.out.push(flags | origin.optimize << 1);
            let (tag, bytes) = match &origin.text {
                Text::Source(source) => (SOURCE, source.as_bytes()),
                Text::Tree(tree) => (TREE, &**tree),
            };
            self.size(tag, bytes.len());
            self.out.extend(bytes);
            self.origins.push(origin);
        }
        self.out.extend(place.to_le_bytes());
        Ok(())
    }

    fn value<R: Runtime>(&mut self, vm: &mut Vm<R>, value: &Value<R>) -> Return<R, ()> {
        vm.check_recursion("object too deeply nested to marshal")?;
        if self.depth >= DEEPEST {
            return Err(vm.value_error("object too deeply nested to marshal"));
        }
        self.depth += 1;
        let written = self.content(vm, value);
        self.depth -= 1;
        written
    }

    fn content<R: Runtime>(&mut self, vm: &mut Vm<R>, value: &Value<R>) -> Return<R, ()> {
        if value.is_none() {
            self.out.push(b'N');
        } else if let Some(truth) = value.word().as_bool() {
            self.out.push(if truth { b'T' } else { b'F' });
        } else if value.word() == object_model::Word::ELLIPSIS {
            self.out.push(b'.');
        } else if let Some(integer) = vm.as_integer(value) {
            self.integer(&integer);
        } else if let Some(text) = vm.as_str(value) {
            self.size(b'u', text.len());
            self.out.extend(text.as_bytes());
        } else if let Some(bytes) = vm.as_bytes(value) {
            self.size(b's', bytes.len());
            self.out.extend(bytes);
        } else if let Some(items) = vm.as_tuple(value).map(<[_]>::to_vec) {
            self.items(vm, b'(', &items)?;
        } else if let Some(list) = value.as_ref::<List<R>>() {
            let items = vm.list_items(list);
            self.items(vm, b'[', &items)?;
        } else if let Some(dict) = value.as_ref::<Dict<R>>() {
            self.out.push(b'{');
            for (_, key, item) in vm.dict_entries(dict) {
                self.value(vm, &key)?;
                self.value(vm, &item)?;
            }
            self.out.push(b'0');
        } else if value.as_ref::<Set<R>>().is_some() {
            let frozen = vm.is_instance(value, &vm.types().frozenset.clone());
            let items = vm.collect(value)?;
            self.items(vm, if frozen { b'>' } else { b'<' }, &items)?;
        } else if let Some(float) = value.word().as_float() {
            self.out.push(b'g');
            self.out.extend(float.to_le_bytes());
        } else if value.as_ref::<LoadedCode<R>>().is_some() {
            self.code(vm, value)?;
        } else if let Some(complex) = value.as_ref::<Complex<R>>() {
            self.out.push(b'y');
            self.out.extend(complex.real.to_le_bytes());
            self.out.extend(complex.imaginary.to_le_bytes());
        } else if let Some(bytes) = vm.bytes_like(value) {
            self.size(b's', bytes.len());
            self.out.extend(bytes.iter());
        } else {
            return Err(vm.value_error("unmarshallable object"));
        }
        Ok(())
    }
}

/// Where values come from.
enum Input<'d, R: Runtime> {
    /// Bytes, of which those from here on have not been read.
    Bytes { data: &'d [u8], at: usize },
    /// A file, of which no more is read than the value takes: another may stand behind it.
    File(&'d Value<R>),
}

impl<'d, R: Runtime> Input<'d, R> {
    /// The next so many bytes; None if there are not that many.
    fn take(&mut self, vm: &mut Vm<R>, count: usize) -> Return<R, Option<Cow<'d, [u8]>>> {
        match self {
            Input::Bytes { data, at } => {
                let taken = data.get(*at..).and_then(|rest| rest.get(..count));
                *at += taken.map_or(0, <[u8]>::len);
                Ok(taken.map(Cow::Borrowed))
            }
            Input::File(file) => Ok(read_from(vm, file, count)?.map(Cow::Owned)),
        }
    }

    /// What to say if that many bytes are not there.
    fn ended_early(&self) -> &'static str {
        match self {
            Input::Bytes { .. } => "marshal data too short",
            Input::File(_) => "EOF read where not expected",
        }
    }
}

/// Most bytes that a file is asked for at once: what is damaged may say that there are many more than there are.
const MOST_AT_ONCE: usize = 1 << 20;

/// Reads so many bytes from a file; None if it has not that many.
fn read_from<R: Runtime>(vm: &mut Vm<R>, file: &Value<R>, count: usize) -> Return<R, Option<Vec<u8>>> {
    let mut bytes = Vec::new();
    while bytes.len() < count {
        match read_piece(vm, file, (count - bytes.len()).min(MOST_AT_ONCE))? {
            Some(piece) => bytes.extend(piece),
            None => return Ok(None),
        }
    }
    Ok(Some(bytes))
}

fn read_piece<R: Runtime>(vm: &mut Vm<R>, file: &Value<R>, count: usize) -> Return<R, Option<Vec<u8>>> {
    let buffer = vm.new_bytearray(vec![0; count]);
    let read = vm.call_method(file, "readinto", std::slice::from_ref(&buffer))?;
    // What does not block may have nothing yet.
    let read = if read.is_none() { 0 } else { vm.index(&read)? };
    match usize::try_from(read) {
        Ok(read) if read == count => {
            let buffer = buffer.as_ref::<ByteArray<R>>().expect("made as one");
            let bytes = vm.lock(buffer).clone();
            // The file may have changed its length.
            Ok(Some(bytes).filter(|bytes| bytes.len() == count))
        }
        Ok(read) if read > count => {
            let message = format!("read() returned too much data: {count} bytes requested, {read} returned");
            Err(vm.value_error(&message))
        }
        _ => Ok(None),
    }
}

struct Reader<'d, R: Runtime> {
    input: Input<'d, R>,
    depth: u32,
    allow_code: bool,
    /// The code of each text so far.
    roots: Vec<Value<R>>,
}

impl<'d, R: Runtime> Reader<'d, R> {
    /// Bytes behind their length.
    fn sized(&mut self, vm: &mut Vm<R>) -> Return<R, Cow<'d, [u8]>> {
        let size = self.size(vm)?;
        self.bytes(vm, size)
    }

    /// Text behind its length.
    fn text(&mut self, vm: &mut Vm<R>) -> Return<R, String> {
        let bytes = self.sized(vm)?.into_owned();
        String::from_utf8(bytes).map_err(|_| vm.value_error("bad marshal data (string is not UTF-8)"))
    }

    fn code(&mut self, vm: &mut Vm<R>) -> Return<R> {
        if !self.allow_code {
            return Err(vm.value_error("unmarshalling code objects is disallowed"));
        }
        let number = self.size(vm)?;
        if number == self.roots.len() {
            let [_] = self.array(vm)?;
            let filename = self.text(vm)?.into();
            let [mode, how, tag] = self.array(vm)?;
            let text = match tag {
                SOURCE => Text::Source(self.text(vm)?.into()),
                TREE => Text::Tree(self.sized(vm)?.into()),
                _ => return Err(vm.value_error("bad marshal data (code of nothing)")),
            };
            let Some(&mode) = MODES.get(usize::from(mode)) else {
                return Err(vm.value_error("bad marshal data (unknown mode)"));
            };
            if matches!(&text, Text::Source(source) if source.contains('\0')) {
                return Err(vm.value_error("bad marshal data (source contains null bytes)"));
            }
            let (future_annotations, top_level_await) =
                (how & FUTURE_ANNOTATIONS != 0, how & TOP_LEVEL_AWAIT != 0);
            let optimize = (how >> 1 & 3).min(2);
            let origin = Origin { text, filename, mode, future_annotations, top_level_await, optimize };
            let root = vm.compile_origin(origin)?;
            self.roots.push(root);
        }
        let place = u32::from_le_bytes(self.array(vm)?);
        match self.roots.get(number).and_then(|root| vm.code_at(root, place)) {
            Some(code) => Ok(code),
            None => Err(vm.value_error("bad marshal data (no such code)")),
        }
    }

    fn bytes(&mut self, vm: &mut Vm<R>, count: usize) -> Return<R, Cow<'d, [u8]>> {
        if count == 0 {
            return Ok(Cow::Borrowed(&[]));
        }
        let taken = self.input.take(vm, count)?;
        taken.ok_or_else(|| vm.eof_error(self.input.ended_early()))
    }

    fn array<const N: usize>(&mut self, vm: &mut Vm<R>) -> Return<R, [u8; N]> {
        let bytes = self.bytes(vm, N)?;
        let mut array = [0; N];
        array.copy_from_slice(&bytes);
        Ok(array)
    }

    fn size(&mut self, vm: &mut Vm<R>) -> Return<R, usize> {
        let size = i32::from_le_bytes(self.array(vm)?);
        usize::try_from(size).map_err(|_| vm.value_error("bad marshal data (size out of range)"))
    }

    fn integer(&mut self, vm: &mut Vm<R>) -> Return<R> {
        let count = i32::from_le_bytes(self.array(vm)?);
        let mut magnitude = Vec::new();
        let (mut held, mut bits) = (0u32, 0);
        for unit in self.bytes(vm, count.unsigned_abs() as usize * 2)?.chunks_exact(2) {
            let unit = u16::from_le_bytes([unit[0], unit[1]]);
            if unit >> DIGIT_BITS != 0 {
                return Err(vm.value_error("bad marshal data (digit out of range in long)"));
            }
            held |= u32::from(unit) << bits;
            bits += DIGIT_BITS;
            while bits >= 8 {
                magnitude.push(held as u8);
                held >>= 8;
                bits -= 8;
            }
        }
        magnitude.push(held as u8);
        let sign = if count < 0 { Sign::Minus } else { Sign::Plus };
        Ok(vm.new_integer(BigInt::from_bytes_le(sign, &magnitude)))
    }

    fn items(&mut self, vm: &mut Vm<R>) -> Return<R, Vec<Value<R>>> {
        let count = self.size(vm)?;
        let mut items = Vec::new();
        for _ in 0..count {
            items.push(self.value(vm)?);
        }
        Ok(items)
    }

    fn value(&mut self, vm: &mut Vm<R>) -> Return<R> {
        match self.value_or_end(vm)? {
            Some(value) => Ok(value),
            None => Err(vm.type_error("NULL object in marshal data for object")),
        }
    }

    /// A value; None at the end of a dict.
    fn value_or_end(&mut self, vm: &mut Vm<R>) -> Return<R, Option<Value<R>>> {
        vm.check_recursion("marshal data too deeply nested")?;
        let Some(tag) = self.input.take(vm, 1)?.and_then(|bytes| bytes.first().copied()) else {
            return Err(vm.eof_error("EOF read where object expected"));
        };
        if self.depth >= DEEPEST {
            return Err(vm.value_error("recursion limit exceeded"));
        }
        self.depth += 1;
        let read = self.tagged(vm, tag);
        self.depth -= 1;
        read
    }

    /// The value behind `tag`; None at the end of a dict.
    fn tagged(&mut self, vm: &mut Vm<R>, tag: u8) -> Return<R, Option<Value<R>>> {
        Ok(Some(match tag {
            b'0' => return Ok(None),
            b'N' => Value::NONE,
            b'T' => Value::TRUE,
            b'F' => Value::FALSE,
            b'.' => Value::ELLIPSIS,
            b'i' => {
                let value = i32::from_le_bytes(self.array(vm)?);
                vm.new_int(i64::from(value))
            }
            b'l' => self.integer(vm)?,
            b'g' => Value::float(f64::from_le_bytes(self.array(vm)?)),
            b'y' => {
                let (real, imaginary) =
                    (f64::from_le_bytes(self.array(vm)?), f64::from_le_bytes(self.array(vm)?));
                vm.new_object(Complex::new(real, imaginary))
            }
            b'u' | b's' => {
                let bytes = self.sized(vm)?;
                match (tag, std::str::from_utf8(&bytes)) {
                    (b's', _) => vm.new_bytes(&bytes),
                    (_, Ok(text)) => vm.new_str(text),
                    (_, Err(_)) => return Err(vm.value_error("bad marshal data (string is not UTF-8)")),
                }
            }
            b'c' => self.code(vm)?,
            b'(' => {
                let items = self.items(vm)?;
                vm.new_tuple(items)
            }
            b'[' => {
                let items = self.items(vm)?;
                vm.new_list(items)?
            }
            b'<' | b'>' => {
                let items = self.items(vm)?;
                let class = if tag == b'<' { vm.types().set.clone() } else { vm.types().frozenset.clone() };
                let items = vm.new_list(items)?;
                vm.call(class.value(), &[items])?
            }
            b'{' => {
                let dict = vm.new_dict();
                while let Some(key) = self.value_or_end(vm)? {
                    let value = self.value(vm)?;
                    vm.dict_set(&dict, key, value)?;
                }
                dict.into_value()
            }
            _ => return Err(vm.value_error("bad marshal data (unknown type code)")),
        }))
    }
}

fn dumps<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let allow_code = vm.flag(&arguments[2], true)?;
    audit_writing(vm, &arguments[0], &arguments[1])?;
    write(vm, &arguments[0], allow_code)
}

fn audit_writing<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>, version: &Value<R>) -> Return<R, ()> {
    vm.audit("marshal.dumps", |_| {
        [value.clone(), version.given().cloned().unwrap_or(Value::small_int(VERSION))]
    })
}

fn write<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>, allow_code: bool) -> Return<R> {
    let mut writer = Writer { out: Vec::new(), depth: 0, allow_code, origins: Vec::new() };
    writer.value(vm, value)?;
    Ok(vm.new_bytes(&writer.out))
}

fn loads<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let allow_code = vm.flag(&arguments[1], true)?;
    let data = &arguments[0];
    let Some(data) = vm.bytes_like(data) else {
        let message = format!("a bytes-like object is required, not '{}'", vm.type_name(data));
        return Err(vm.type_error(&message));
    };
    let data = data.into_owned();
    vm.audit("marshal.loads", |vm| [vm.new_bytes(&data)])?;
    read(vm, Input::Bytes { data: &data, at: 0 }, allow_code)
}

fn read<R: Runtime>(vm: &mut Vm<R>, input: Input<'_, R>, allow_code: bool) -> Return<R> {
    Reader { input, depth: 0, allow_code, roots: Vec::new() }.value(vm)
}

fn dump<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let allow_code = vm.flag(&arguments[3], true)?;
    audit_writing(vm, &arguments[0], &arguments[2])?;
    let data = write(vm, &arguments[0], allow_code)?;
    vm.call_method(&arguments[1], "write", &[data])
}

fn load<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let allow_code = vm.flag(&arguments[1], true)?;
    // A file of text is told from one of bytes by what it reads, if it is nothing.
    let data = vm.call_method(&arguments[0], "read", &[Value::small_int(0)])?;
    if vm.as_bytes(&data).is_none() {
        let message = format!("file.read() returned not bytes but {}", vm.type_name(&data));
        return Err(vm.type_error(&message));
    }
    vm.audit("marshal.load", |_| [])?;
    read(vm, Input::File(&arguments[0]), allow_code)
}

pub(crate) fn init<R: Runtime>(vm: &mut Vm<R>) -> Return<R> {
    let module = vm.new_module("marshal");
    vm.module_functions(
        &module,
        "marshal",
        &[
            ("dumps(value, version=5, /, *, allow_code=True)", dumps),
            ("loads(bytes, /, *, allow_code=True)", loads),
            ("dump(value, file, version=5, /, *, allow_code=True)", dump),
            ("load(file, /, *, allow_code=True)", load),
        ],
    );
    vm.module_set(&module, "version", Value::small_int(VERSION));
    Ok(module)
}
