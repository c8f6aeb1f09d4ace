//! A pickle that is being read: what each instruction does.

mod containers;
mod objects;
mod plain;

use super::input::Input;
use super::opcode::*;
use super::recall::Recall;
use super::stack::Stack;
use super::unpickler::Unpickler;
use super::{HIGHEST_PROTOCOL, unpickling_error};
use interpreter::{Return, Vm};
use object_model::{Class, Ref, Runtime, Value};
use plain::{content, int_of, size, too_large};

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
}
