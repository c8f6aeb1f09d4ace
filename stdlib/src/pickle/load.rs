//! A pickle that is being read: what each instruction does.

use super::find;
use super::input::{Input, truncated};
use super::opcode::*;
use super::recall::Recall;
use super::stack::Stack;
use super::unpickler::Unpickler;
use super::{HIGHEST_PROTOCOL, buffer, item_of, unpickling_error};
use interpreter::{Raised, Return, Vm};
use num_bigint::BigInt;
use object_model::{Class, Dict, List, Ref, Runtime, Set, Str, Value};

/// Instructions between two looks whether something else is to be done.
const BETWEEN_SAFEPOINTS: u32 = 1024;

/// How text of Python 2 is decoded.
#[derive(Clone)]
pub(super) struct Decoding {
    pub(super) encoding: Box<str>,
    pub(super) errors: Box<str>,
}

/// A pickle that is being read. It belongs to the thread that reads it.
pub(super) struct Loading<R: Runtime> {
    pub(super) input: Input<R>,
    pub(super) memo: Recall<R>,
    pub(super) decoding: Decoding,
    pub(super) fix_imports: bool,
    /// An iterator over what is not in the pickle itself.
    pub(super) buffers: Option<Value<R>>,
    /// Whose `find_class` and `persistent_load` are asked.
    pub(super) own: Option<Ref<R, Unpickler<R>>>,
    protocol: u8,
    stack: Stack<R>,
    persistent_load: Option<Value<R>>,
}

/// How many bytes follow; None if that is more than there can be.
fn size(bytes: &[u8]) -> Option<usize> {
    let mut wide = [0; 8];
    wide[..bytes.len()].copy_from_slice(bytes);
    isize::try_from(u64::from_le_bytes(wide)).ok().map(isize::unsigned_abs)
}

#[cold]
fn too_large<R: Runtime>(vm: &mut Vm<R>, what: &str) -> Raised<R> {
    vm.overflow_error(&format!("{what} exceeds system's maximum size of {} bytes", isize::MAX))
}

/// A line without its end; an error if nothing is on it.
fn content<'a, R: Runtime>(vm: &mut Vm<R>, line: &'a [u8], least: usize) -> Return<R, &'a [u8]> {
    match line.split_last() {
        Some((_, content)) if content.len() >= least => Ok(content),
        _ => Err(truncated(vm)),
    }
}

/// `int(text)` of an ASCII line.
fn int_of<R: Runtime>(vm: &mut Vm<R>, line: &[u8]) -> Return<R> {
    let short = std::str::from_utf8(line).ok().filter(|text| text.len() <= 18 && !text.starts_with('+'));
    if let Some(number) = short.and_then(|text| text.parse().ok()) {
        return Ok(vm.new_int(number));
    }
    let (class, text) = (vm.types().int.value().clone(), vm.new_bytes(line));
    vm.call(&class, &[text])
}

impl<R: Runtime> Loading<R> {
    pub(super) fn new(
        input: Input<R>,
        decoding: Decoding,
        fix_imports: bool,
        buffers: Option<Value<R>>,
    ) -> Self {
        Loading {
            input,
            memo: Recall::default(),
            decoding,
            fix_imports,
            buffers,
            own: None,
            protocol: 0,
            stack: Stack::default(),
            persistent_load: None,
        }
    }

    /// Reads a whole pickle.
    pub(super) fn load(&mut self, vm: &mut Vm<R>) -> Return<R> {
        if let Some(own) = self.own.clone() {
            Unpickler::set_protocol(vm, &own, 0);
            self.persistent_load = Some(vm.get_attr_str(own.value(), "persistent_load")?);
        }
        let mut read = 0;
        loop {
            read += 1;
            if read == BETWEEN_SAFEPOINTS {
                read = 0;
                vm.safepoint_in_native()?;
            }
            let opcode = match self.input.ready() {
                Some(opcode) => opcode,
                None => self.opcode(vm)?,
            };
            if opcode == STOP {
                break;
            }
            self.run(vm, opcode)?;
        }
        self.input.finish(vm)?;
        self.stack.pop(vm)
    }

    /// The next instruction of a file; EOFError if there is none.
    #[cold]
    fn opcode(&mut self, vm: &mut Vm<R>) -> Return<R, u8> {
        match self.input.take_array::<1>(vm) {
            Ok([opcode]) => Ok(opcode),
            Err(raised) => {
                let module = vm.import_module("_pickle")?;
                let class = vm.get_attr_str(&module, "UnpicklingError")?;
                let is_end = class.as_ref::<Class<R>>().is_some_and(|class| vm.is_raised(&raised, class));
                Err(if is_end { vm.eof_error("Ran out of input") } else { raised })
            }
        }
    }

    fn run(&mut self, vm: &mut Vm<R>, opcode: u8) -> Return<R, ()> {
        match opcode {
            MARK => self.stack.mark(),
            POP => self.stack.discard(vm)?,
            POP_MARK => {
                let begin = self.stack.unmark(vm)?;
                self.stack.take(vm, begin)?;
            }
            DUP => {
                let top = self.stack.top(vm)?.clone();
                self.stack.push(top);
            }
            NONE => self.stack.push(Value::NONE),
            NEWTRUE => self.stack.push(Value::TRUE),
            NEWFALSE => self.stack.push(Value::FALSE),
            INT => self.int(vm)?,
            BININT => {
                let number = i32::from_le_bytes(self.input.take_array(vm)?);
                self.stack.push(Value::small_int(number.into()));
            }
            BININT1 => {
                let [number] = self.input.take_array(vm)?;
                self.stack.push(Value::small_int(number.into()));
            }
            BININT2 => {
                let number = u16::from_le_bytes(self.input.take_array(vm)?);
                self.stack.push(Value::small_int(number.into()));
            }
            LONG => self.long(vm)?,
            LONG1 => {
                let [count] = self.input.take_array(vm)?;
                self.counted_long(vm, count.into())?;
            }
            LONG4 => {
                let count = i32::from_le_bytes(self.input.take_array(vm)?);
                self.counted_long(vm, count)?;
            }
            FLOAT => self.float(vm)?,
            BINFLOAT => {
                let number = f64::from_be_bytes(self.input.take_array(vm)?);
                self.stack.push(Value::float(number));
            }
            STRING => self.string(vm)?,
            BINSTRING => {
                let count = i32::from_le_bytes(self.input.take_array(vm)?);
                self.counted_string(vm, count)?;
            }
            SHORT_BINSTRING => {
                let [count] = self.input.take_array(vm)?;
                self.counted_string(vm, count.into())?;
            }
            BINBYTES => self.bytes::<4>(vm)?,
            SHORT_BINBYTES => self.bytes::<1>(vm)?,
            BINBYTES8 => self.bytes::<8>(vm)?,
            BYTEARRAY8 => {
                let Some(count) = size(&self.input.take_array::<8>(vm)?) else {
                    return Err(too_large(vm, "BYTEARRAY8"));
                };
                let data = self.input.take(vm, count)?.to_vec();
                self.stack.push(vm.new_bytearray(data));
            }
            UNICODE => self.unicode(vm)?,
            BINUNICODE => self.counted_unicode::<4>(vm)?,
            SHORT_BINUNICODE => self.counted_unicode::<1>(vm)?,
            BINUNICODE8 => self.counted_unicode::<8>(vm)?,
            EMPTY_TUPLE => self.stack.push(vm.new_tuple(vec![])),
            TUPLE1 => self.counted_tuple(vm, 1)?,
            TUPLE2 => {
                let (second, first) = (self.stack.pop(vm)?, self.stack.pop(vm)?);
                self.stack.push(vm.new_pair(first, second));
            }
            TUPLE3 => self.counted_tuple(vm, 3)?,
            TUPLE => {
                let begin = self.stack.unmark(vm)?;
                let items = self.stack.take(vm, begin)?;
                self.stack.push(vm.new_tuple(items));
            }
            EMPTY_LIST => {
                let list = vm.new_list(vec![])?;
                self.stack.push(list);
            }
            LIST => {
                let begin = self.stack.unmark(vm)?;
                let items = self.stack.take(vm, begin)?;
                let list = vm.new_list(items)?;
                self.stack.push(list);
            }
            APPEND => {
                let begin = self.stack.len().saturating_sub(1);
                self.append(vm, begin)?;
            }
            APPENDS => {
                let begin = self.stack.unmark(vm)?;
                self.append(vm, begin)?;
            }
            EMPTY_DICT => self.stack.push(vm.new_dict().into_value()),
            DICT => self.dict(vm)?,
            SETITEM => {
                let begin = self.stack.len().saturating_sub(2);
                self.set_items(vm, begin)?;
            }
            SETITEMS => {
                let begin = self.stack.unmark(vm)?;
                self.set_items(vm, begin)?;
            }
            EMPTY_SET => self.stack.push(vm.new_set().into_value()),
            ADDITEMS => self.add_items(vm)?,
            FROZENSET => {
                let begin = self.stack.unmark(vm)?;
                let items = self.stack.take(vm, begin)?;
                let (class, items) = (vm.types().frozenset.value().clone(), vm.new_tuple(items));
                let set = vm.call(&class, &[items])?;
                self.stack.push(set);
            }
            GET => {
                let line = self.input.take_line(vm)?;
                let line = content(vm, line, 1)?;
                let number = int_of(vm, line)?;
                let number = self.memo_number(vm, &number)?;
                self.get(vm, number)?;
            }
            BINGET => {
                let [number] = self.input.take_array(vm)?;
                self.get(vm, number.into())?;
            }
            LONG_BINGET => {
                let number = u32::from_le_bytes(self.input.take_array(vm)?);
                self.get(vm, number.into())?;
            }
            PUT => {
                let line = self.input.take_line(vm)?;
                let line = content(vm, line, 1)?.to_vec();
                let value = self.stack.top(vm)?.clone();
                let number = int_of(vm, &line)?;
                let number = self.memo_number(vm, &number)?;
                match usize::try_from(number) {
                    Ok(number) => drop(self.memo.put(number, value)),
                    Err(_) => return Err(vm.value_error("negative PUT argument")),
                }
            }
            BINPUT => {
                let [number] = self.input.take_array(vm)?;
                let value = self.stack.top(vm)?.clone();
                self.memo.put(number.into(), value);
            }
            LONG_BINPUT => {
                let number = u32::from_le_bytes(self.input.take_array(vm)?);
                let value = self.stack.top(vm)?.clone();
                self.memo.put(number as usize, value);
            }
            MEMOIZE => {
                let value = self.stack.top(vm)?.clone();
                self.memo.put(self.memo.len(), value);
            }
            PERSID => self.persistent_line(vm)?,
            BINPERSID => {
                let identifier = self.stack.pop(vm)?;
                self.persistent(vm, identifier)?;
            }
            GLOBAL => {
                let class = self.global_of_lines(vm, "utf-8")?;
                self.stack.push(class);
            }
            STACK_GLOBAL => self.stack_global(vm)?,
            INST => {
                let begin = self.stack.unmark(vm)?;
                let class = self.global_of_lines(vm, "ascii")?;
                let arguments = self.stack.take(vm, begin)?;
                self.instantiate(vm, &class, &arguments)?;
            }
            OBJ => {
                let begin = self.stack.unmark(vm)?;
                let arguments = self.stack.take(vm, begin + 1)?;
                let class = self.stack.pop(vm)?;
                self.instantiate(vm, &class, &arguments)?;
            }
            REDUCE => {
                let (arguments, function) = (self.stack.pop(vm)?, self.stack.pop(vm)?);
                let Some(arguments) = vm.as_tuple(&arguments) else {
                    return Err(vm.type_error("argument list must be a tuple"));
                };
                let value = vm.call(&function, arguments)?;
                self.stack.push(value);
            }
            NEWOBJ => self.new_object(vm, false)?,
            NEWOBJ_EX => self.new_object(vm, true)?,
            BUILD => self.build(vm)?,
            EXT1 => self.extension::<1>(vm)?,
            EXT2 => self.extension::<2>(vm)?,
            EXT4 => self.extension::<4>(vm)?,
            PROTO => {
                let [protocol] = self.input.take_array(vm)?;
                if protocol > HIGHEST_PROTOCOL {
                    return Err(vm.value_error(&format!("unsupported pickle protocol: {protocol}")));
                }
                self.protocol = protocol;
                if let Some(own) = &self.own {
                    Unpickler::set_protocol(vm, own, protocol);
                }
            }
            FRAME => match size(&self.input.take_array::<8>(vm)?) {
                Some(count) => self.input.expect(vm, count)?,
                None => {
                    let message = format!("FRAME length exceeds system's maximum of {} bytes", isize::MAX);
                    return Err(vm.overflow_error(&message));
                }
            },
            NEXT_BUFFER => self.next_buffer(vm)?,
            READONLY_BUFFER => self.read_only_buffer(vm)?,
            _ => {
                let shown = match opcode {
                    b'\'' | b'\\' => format!("\\x{opcode:02x}"),
                    b' '..=b'~' => char::from(opcode).to_string(),
                    _ => format!("\\x{opcode:02x}"),
                };
                return Err(unpickling_error(vm, &format!("invalid load key, '{shown}'.")));
            }
        }
        Ok(())
    }

    // ---- numbers and text --------------------------------------------------------------------------------------

    fn int(&mut self, vm: &mut Vm<R>) -> Return<R, ()> {
        let line = self.input.take_line(vm)?;
        let line = content(vm, line, 1)?;
        let number = match int_of(vm, line) {
            Ok(number) => number,
            Err(raised) => {
                let value_error = vm.exceptions().value_error.clone();
                if !vm.is_raised(&raised, &value_error) {
                    return Err(raised);
                }
                return Err(vm.value_error("could not convert string to int"));
            }
        };
        let is_bool = line.len() == 2;
        self.stack.push(match number.word().as_int() {
            Some(0) if is_bool => Value::FALSE,
            Some(1) if is_bool => Value::TRUE,
            _ => number,
        });
        Ok(())
    }

    fn long(&mut self, vm: &mut Vm<R>) -> Return<R, ()> {
        let line = self.input.take_line(vm)?;
        let line = content(vm, line, 1)?;
        let number = int_of(vm, line.strip_suffix(b"L").unwrap_or(line))?;
        self.stack.push(number);
        Ok(())
    }

    fn counted_long(&mut self, vm: &mut Vm<R>, count: i32) -> Return<R, ()> {
        let Ok(count) = usize::try_from(count) else {
            return Err(unpickling_error(vm, "LONG pickle has negative byte count"));
        };
        let number = BigInt::from_signed_bytes_le(self.input.take(vm, count)?);
        self.stack.push(vm.new_integer(number));
        Ok(())
    }

    fn float(&mut self, vm: &mut Vm<R>) -> Return<R, ()> {
        let line = self.input.take_line(vm)?;
        let line = content(vm, line, 1)?;
        let shown = String::from_utf8_lossy(line);
        let number = Some(&shown)
            .filter(|text| !text.contains(|c: char| c == '_' || c.is_whitespace()))
            .and_then(|text| text::float::parse(text).ok());
        match number {
            None => {
                // As CPython words it: the line with its end, unless there is a number at least at its beginning.
                let digits = shown.trim_start_matches(['+', '-']);
                let message = if digits.starts_with(|c: char| c.is_ascii_digit() || c == '.') {
                    "could not convert string to float".to_owned()
                } else {
                    format!("could not convert string to float: '{shown}\n'")
                };
                Err(vm.value_error(&message))
            }
            Some(number) if number.is_infinite() && line.iter().any(u8::is_ascii_digit) => {
                Err(vm.overflow_error(&format!("value too large to convert to float: '{shown}\n'")))
            }
            Some(number) => {
                self.stack.push(Value::float(number));
                Ok(())
            }
        }
    }

    /// Pushes text of Python 2: decoded, unless it is to be bytes.
    fn old_text(&mut self, vm: &mut Vm<R>, bytes: Value<R>) -> Return<R, ()> {
        let text = if &*self.decoding.encoding == "bytes" {
            bytes
        } else {
            vm.decode(&bytes, &self.decoding.encoding, &self.decoding.errors)?
        };
        self.stack.push(text);
        Ok(())
    }

    fn string(&mut self, vm: &mut Vm<R>) -> Return<R, ()> {
        let line = self.input.take_line(vm)?;
        let line = line.strip_suffix(b"\n").unwrap_or(line);
        let (Some(&quote @ (b'\'' | b'"')), Some(&end)) =
            (line.first(), line.get(1..).and_then(<[u8]>::last))
        else {
            return Err(unpickling_error(vm, "the STRING opcode argument must be quoted"));
        };
        if quote != end {
            return Err(unpickling_error(vm, "the STRING opcode argument must be quoted"));
        }
        let escaped = vm.new_bytes(&line[1..line.len() - 1]);
        let codecs = vm.import_module("_codecs")?;
        let decoded = vm.call_method(&codecs, "escape_decode", &[escaped])?;
        let bytes = match vm.as_tuple(&decoded) {
            Some([bytes, ..]) => bytes.clone(),
            _ => return Err(vm.type_error("escape_decode() must return a tuple")),
        };
        self.old_text(vm, bytes)
    }

    fn counted_string(&mut self, vm: &mut Vm<R>, count: i32) -> Return<R, ()> {
        let Ok(count) = usize::try_from(count) else {
            return Err(unpickling_error(vm, "BINSTRING pickle has negative byte count"));
        };
        let bytes = self.input.take(vm, count)?;
        let bytes = vm.new_bytes(bytes);
        self.old_text(vm, bytes)
    }

    fn bytes<const WIDTH: usize>(&mut self, vm: &mut Vm<R>) -> Return<R, ()> {
        let Some(count) = size(&self.input.take_array::<WIDTH>(vm)?) else {
            return Err(too_large(vm, "BINBYTES"));
        };
        let bytes = self.input.take(vm, count)?;
        self.stack.push(vm.new_bytes(bytes));
        Ok(())
    }

    fn unicode(&mut self, vm: &mut Vm<R>) -> Return<R, ()> {
        let line = self.input.take_line(vm)?;
        let line = content(vm, line, 0)?;
        let bytes = vm.new_bytes(line);
        let text = vm.decode(&bytes, "raw_unicode_escape", "strict")?;
        self.stack.push(text);
        Ok(())
    }

    fn counted_unicode<const WIDTH: usize>(&mut self, vm: &mut Vm<R>) -> Return<R, ()> {
        let Some(count) = size(&self.input.take_array::<WIDTH>(vm)?) else {
            return Err(too_large(vm, "BINUNICODE"));
        };
        let bytes = self.input.take(vm, count)?;
        let text = match std::str::from_utf8(bytes) {
            Ok(text) => vm.new_str(text),
            Err(_) => {
                let bytes = vm.new_bytes(bytes);
                vm.decode(&bytes, "utf-8", "surrogatepass")?
            }
        };
        self.stack.push(text);
        Ok(())
    }

    // ---- containers --------------------------------------------------------------------------------------------

    fn counted_tuple(&mut self, vm: &mut Vm<R>, count: usize) -> Return<R, ()> {
        let items = self.stack.take_last(vm, count)?;
        self.stack.push(vm.new_tuple(items));
        Ok(())
    }

    /// Appends the values from `begin` on to the one below.
    fn append(&mut self, vm: &mut Vm<R>, begin: usize) -> Return<R, ()> {
        let target = self.stack.below(vm, begin)?;
        let items = self.stack.take(vm, begin)?;
        if items.is_empty() {
            return Ok(());
        }
        if let Some(list) = target.as_ref::<List<R>>()
            && vm.class_ref(&target).value().is(vm.types().list.value())
        {
            let appended = {
                let mut list = vm.lock(list);
                list.reserve(items.len())
                    .and_then(|()| items.into_iter().try_for_each(|item| list.push(item)))
            };
            return appended.map_err(|_| vm.memory_error());
        }
        if let Some(extend) = vm.find_attr_str(&target, "extend")? {
            let items = vm.new_list(items)?;
            vm.call(&extend, &[items])?;
            return Ok(());
        }
        let append = vm.get_attr_str(&target, "append")?;
        for item in items {
            vm.call(&append, &[item])?;
        }
        Ok(())
    }

    fn dict(&mut self, vm: &mut Vm<R>) -> Return<R, ()> {
        let begin = self.stack.unmark(vm)?;
        let items = self.stack.take(vm, begin)?;
        if items.len() % 2 != 0 {
            return Err(unpickling_error(vm, "odd number of items for DICT"));
        }
        let dict = vm.new_dict();
        put_all(vm, &dict, items)?;
        self.stack.push(dict.into_value());
        Ok(())
    }

    /// Puts the pairs from `begin` on into the value below.
    fn set_items(&mut self, vm: &mut Vm<R>, begin: usize) -> Return<R, ()> {
        let target = self.stack.below(vm, begin)?;
        let items = self.stack.take(vm, begin)?;
        if items.len() % 2 != 0 {
            return Err(unpickling_error(vm, "odd number of items for SETITEMS"));
        }
        if let Some(dict) = target.as_ref::<Dict<R>>()
            && vm.class_ref(&target).value().is(vm.types().dict.value())
        {
            return put_all(vm, dict, items);
        }
        let mut items = items.into_iter();
        while let (Some(key), Some(value)) = (items.next(), items.next()) {
            vm.set_item(&target, &key, value)?;
        }
        Ok(())
    }

    fn add_items(&mut self, vm: &mut Vm<R>) -> Return<R, ()> {
        let begin = self.stack.unmark(vm)?;
        let target = self.stack.below(vm, begin)?;
        let items = self.stack.take(vm, begin)?;
        if items.is_empty() {
            return Ok(());
        }
        if let Some(set) = target.as_ref::<Set<R>>()
            && !vm.is_instance(&target, &vm.types().frozenset.clone())
        {
            for item in items {
                vm.set_add(set, item)?;
            }
            return Ok(());
        }
        let add = vm.get_attr_str(&target, "add")?;
        for item in items {
            vm.call(&add, &[item])?;
        }
        Ok(())
    }

    // ---- the memo ----------------------------------------------------------------------------------------------

    fn memo_number(&self, vm: &mut Vm<R>, number: &Value<R>) -> Return<R, i64> {
        match vm.as_i64(number) {
            Some(number) => Ok(number),
            None => Err(vm.overflow_error("Python int too large to convert to C ssize_t")),
        }
    }

    #[inline]
    fn get(&mut self, vm: &mut Vm<R>, number: i64) -> Return<R, ()> {
        match usize::try_from(number).ok().and_then(|number| self.memo.get(number)) {
            Some(value) => {
                self.stack.push(value.clone());
                Ok(())
            }
            None => Err(unpickling_error(vm, &format!("Memo value not found at index {number}"))),
        }
    }

    // ---- objects -----------------------------------------------------------------------------------------------

    fn find_class(&self, vm: &mut Vm<R>, module: &Value<R>, name: &Value<R>) -> Return<R> {
        if let Some(own) = &self.own {
            let class = vm.class_of_payload::<Unpickler<R>>();
            if !vm.class_ref(own.value()).value().is(class.value()) {
                return vm.call_method(own.value(), "find_class", &[module.clone(), name.clone()]);
            }
        }
        find::find_class(vm, self.protocol, self.fix_imports, module, name)
    }

    /// What two lines name: a module and something in it.
    fn global_of_lines(&mut self, vm: &mut Vm<R>, encoding: &str) -> Return<R> {
        let mut names = [Value::NONE, Value::NONE];
        for name in &mut names {
            let line = self.input.take_line(vm)?;
            let line = content(vm, line, 1)?;
            let bytes = vm.new_bytes(line);
            *name = vm.decode(&bytes, encoding, "strict")?;
        }
        let [module, name] = &names;
        self.find_class(vm, module, name)
    }

    fn stack_global(&mut self, vm: &mut Vm<R>) -> Return<R, ()> {
        let (name, module) = (self.stack.pop(vm)?, self.stack.pop(vm)?);
        let is_str = |value: &Value<R>| vm.class_ref(value).value().is(vm.types().str.value());
        if !is_str(&name) || !is_str(&module) {
            return Err(unpickling_error(vm, "STACK_GLOBAL requires str"));
        }
        let found = self.find_class(vm, &module, &name)?;
        self.stack.push(found);
        Ok(())
    }

    /// Pushes `class(*arguments)`; without arguments the class's `__init__` is not called.
    fn instantiate(&mut self, vm: &mut Vm<R>, class: &Value<R>, arguments: &[Value<R>]) -> Return<R, ()> {
        let is_plain = arguments.is_empty()
            && class.as_ref::<Class<R>>().is_some()
            && vm.find_attr_str(class, "__getinitargs__")?.is_none();
        let value = if is_plain {
            vm.call_method(class, "__new__", std::slice::from_ref(class))?
        } else {
            vm.call(class, arguments)?
        };
        self.stack.push(value);
        Ok(())
    }

    fn new_object(&mut self, vm: &mut Vm<R>, with_names: bool) -> Return<R, ()> {
        let names = if with_names { Some(self.stack.pop(vm)?) } else { None };
        let (arguments, class) = (self.stack.pop(vm)?, self.stack.pop(vm)?);
        let opcode = if with_names { "NEWOBJ_EX" } else { "NEWOBJ" };
        let wrong = |vm: &mut Vm<R>, what: &str, value: &Value<R>| {
            let message = format!("{opcode} {what}, not {}", vm.type_name(value));
            unpickling_error(vm, &message)
        };
        if class.as_ref::<Class<R>>().is_none() {
            return Err(wrong(vm, "class argument must be a type", &class));
        }
        let Some(given) = vm.as_tuple(&arguments) else {
            return Err(wrong(vm, "args argument must be a tuple", &arguments));
        };
        let (mut all, mut keywords) = (Vec::with_capacity(given.len() + 1), Vec::new());
        all.push(class.clone());
        all.extend_from_slice(given);
        if let Some(names) = &names {
            let Some(names) = names.as_ref::<Dict<R>>() else {
                return Err(wrong(vm, "kwargs argument must be a dict", names));
            };
            for (_, name, value) in vm.dict_entries(names) {
                if vm.as_str(&name).is_none() {
                    return Err(vm.type_error("keywords must be strings"));
                }
                keywords.push(name);
                all.push(value);
            }
        }
        let new = vm.get_attr_str(&class, "__new__")?;
        let value = vm.call_with(&new, &all, &keywords)?;
        self.stack.push(value);
        Ok(())
    }

    /// Gives the object below the topmost value its state.
    fn build(&mut self, vm: &mut Vm<R>) -> Return<R, ()> {
        let state = self.stack.pop(vm)?;
        let object = self.stack.top(vm)?.clone();
        if let Some(set_state) = vm.find_attr_str(&object, "__setstate__")? {
            vm.call(&set_state, &[state])?;
            return Ok(());
        }
        let (attributes, slots) = match vm.as_tuple(&state) {
            Some([attributes, slots]) => (attributes.clone(), Some(slots.clone())),
            _ => (state, None),
        };
        if !attributes.is_none() {
            let Some(attributes) = attributes.as_ref::<Dict<R>>() else {
                return Err(unpickling_error(vm, "state is not a dictionary"));
            };
            vm.update_attributes(&object, attributes)?;
        }
        if let Some(slots) = slots {
            let Some(slots) = slots.as_ref::<Dict<R>>() else {
                return Err(unpickling_error(vm, "slot state is not a dictionary"));
            };
            for (_, name, value) in vm.dict_entries(slots) {
                if name.as_ref::<Str<R>>().is_none() {
                    let message = format!("attribute name must be string, not '{}'", vm.type_name(&name));
                    return Err(vm.type_error(&message));
                }
                let name = vm.str_handle(&name)?;
                vm.set_attr(&object, &name, value)?;
            }
        }
        Ok(())
    }

    fn persistent(&mut self, vm: &mut Vm<R>, identifier: Value<R>) -> Return<R, ()> {
        let Some(function) = self.persistent_load.clone() else {
            return Err(super::unpickler::no_persistent_load(vm));
        };
        let value = vm.call(&function, &[identifier])?;
        self.stack.push(value);
        Ok(())
    }

    fn persistent_line(&mut self, vm: &mut Vm<R>) -> Return<R, ()> {
        let line = self.input.take_line(vm)?;
        let line = content(vm, line, 0)?;
        match std::str::from_utf8(line) {
            Ok(text) if text.is_ascii() => {
                let identifier = vm.new_str(text);
                self.persistent(vm, identifier)
            }
            _ => Err(unpickling_error(vm, "persistent IDs in protocol 0 must be ASCII strings")),
        }
    }

    /// Pushes what is registered under a number.
    fn extension<const WIDTH: usize>(&mut self, vm: &mut Vm<R>) -> Return<R, ()> {
        let mut code = [0; 4];
        code[..WIDTH].copy_from_slice(&self.input.take_array::<WIDTH>(vm)?);
        let code = i32::from_le_bytes(code);
        if code <= 0 {
            return Err(unpickling_error(vm, "EXT specifies code <= 0"));
        }
        let key = Value::small_int(code.into());
        let copyreg = vm.import_module("copyreg")?;
        let cache = vm.get_attr_str(&copyreg, "_extension_cache")?;
        if let Some(found) = item_of(vm, &cache, &key)? {
            self.stack.push(found);
            return Ok(());
        }
        let registry = vm.get_attr_str(&copyreg, "_inverted_registry")?;
        let Some(names) = item_of(vm, &registry, &key)? else {
            return Err(vm.value_error(&format!("unregistered extension code {code}")));
        };
        let found = match vm.as_tuple(&names) {
            Some([module, name]) if vm.as_str(module).is_some() && vm.as_str(name).is_some() => {
                self.find_class(vm, module, name)?
            }
            _ => {
                let message = format!("_inverted_registry[{code}] isn't a 2-tuple of strings");
                return Err(vm.value_error(&message));
            }
        };
        vm.set_item(&cache, &key, found.clone())?;
        self.stack.push(found);
        Ok(())
    }

    // ---- buffers -----------------------------------------------------------------------------------------------

    fn next_buffer(&mut self, vm: &mut Vm<R>) -> Return<R, ()> {
        let Some(buffers) = self.buffers.clone() else {
            let message = "pickle stream refers to out-of-band data but no *buffers* argument was given";
            return Err(unpickling_error(vm, message));
        };
        match vm.next(&buffers)? {
            Some(buffer) => self.stack.push(buffer),
            None => return Err(unpickling_error(vm, "not enough out-of-band buffers")),
        }
        Ok(())
    }

    fn read_only_buffer(&mut self, vm: &mut Vm<R>) -> Return<R, ()> {
        let value = self.stack.top(vm)?.clone();
        let view = buffer::view_of(vm, &value)?;
        let read_only = vm.get_attr_str(&view, "readonly")?;
        if !vm.truth(&read_only)? {
            let view = vm.call_method(&view, "toreadonly", &[])?;
            self.stack.replace_top(view);
        }
        Ok(())
    }
}

/// Puts keys and values that follow each other into a dict.
fn put_all<R: Runtime>(vm: &mut Vm<R>, dict: &Ref<R, Dict<R>>, items: Vec<Value<R>>) -> Return<R, ()> {
    if dict.is_empty() && items.len() > 2 {
        vm.lock(dict).reserve(items.len() / 2);
    }
    let mut items = items.into_iter();
    while let (Some(key), Some(value)) = (items.next(), items.next()) {
        vm.dict_set(dict, key, value)?;
    }
    Ok(())
}
