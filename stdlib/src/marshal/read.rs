//! Bytes into values.

use super::input::Input;
use super::known::{Known, Place};
use super::origin::{Flags, MODES, SOURCE, TREE};
use super::tag::{self, *};
use super::{DEEPEST, DIGIT_BITS};
use interpreter::{Complex, Origin, Return, Slice, Text, Vm};
use num_bigint::{BigInt, Sign};
use object_model::{List, Runtime, Value};
use std::borrow::Cow;

/// The value that `input` begins with.
pub(super) fn read<R: Runtime>(vm: &mut Vm<R>, input: Input<'_, R>, allow_code: bool) -> Return<R> {
    Reader { input, depth: 0, allow_code, known: Known::default(), roots: Vec::new() }.value(vm)
}

struct Reader<'d, R: Runtime> {
    input: Input<'d, R>,
    depth: u32,
    allow_code: bool,
    /// What may be referred to.
    known: Known<R>,
    /// The code of each text so far.
    roots: Vec<Value<R>>,
}

/// What stands where a value may.
enum Item<R: Runtime> {
    Value(Value<R>),
    /// A tuple whose items are being read, by its number: this is inside of it.
    Enclosing(usize),
    /// No value: the end of a dict.
    End,
}

impl<'d, R: Runtime> Reader<'d, R> {
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

    /// How much of `what` there is.
    fn size(&mut self, vm: &mut Vm<R>, what: &str) -> Return<R, usize> {
        let size = i32::from_le_bytes(self.array(vm)?);
        usize::try_from(size)
            .map_err(|_| vm.value_error(&format!("bad marshal data ({what} size out of range)")))
    }

    fn short_size(&mut self, vm: &mut Vm<R>) -> Return<R, usize> {
        let [size] = self.array(vm)?;
        Ok(size.into())
    }

    /// Text of an origin behind its length.
    fn source(&mut self, vm: &mut Vm<R>) -> Return<R, String> {
        let size = self.size(vm, "string")?;
        let bytes = self.bytes(vm, size)?.into_owned();
        String::from_utf8(bytes).map_err(|_| vm.value_error("bad marshal data (string is not UTF-8)"))
    }

    fn code(&mut self, vm: &mut Vm<R>) -> Return<R> {
        if !self.allow_code {
            return Err(vm.value_error("unmarshalling code objects is disallowed"));
        }
        let number = self.size(vm, "code")?;
        if number == self.roots.len() {
            let [_] = self.array(vm)?;
            let filename = self.source(vm)?.into();
            let [mode, flags, tag] = self.array(vm)?;
            let text = match tag {
                SOURCE => Text::Source(self.source(vm)?.into()),
                TREE => {
                    let size = self.size(vm, "tree")?;
                    Text::Tree(self.bytes(vm, size)?.into())
                }
                _ => return Err(vm.value_error("bad marshal data (code of nothing)")),
            };
            let Some(&mode) = MODES.get(usize::from(mode)) else {
                return Err(vm.value_error("bad marshal data (unknown mode)"));
            };
            if matches!(&text, Text::Source(source) if source.contains('\0')) {
                return Err(vm.value_error("bad marshal data (source contains null bytes)"));
            }
            let flags = Flags(flags);
            let root = vm.compile_origin(Origin {
                text,
                filename,
                mode,
                future_annotations: flags.future_annotations(),
                top_level_await: flags.top_level_await(),
                optimize: flags.optimize(),
            })?;
            self.roots.push(root);
        }
        let place = u32::from_le_bytes(self.array(vm)?);
        match self.roots.get(number).and_then(|root| vm.code_at(root, place)) {
            Some(code) => Ok(code),
            None => Err(vm.value_error("bad marshal data (no such code)")),
        }
    }

    fn long(&mut self, vm: &mut Vm<R>) -> Return<R> {
        let count = i32::from_le_bytes(self.array(vm)?);
        let mut magnitude = Vec::new();
        let (mut held, mut bits) = (0u32, 0);
        let units = self.bytes(vm, count.unsigned_abs() as usize * 2)?;
        for unit in units.chunks_exact(2) {
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
        if units.ends_with(&[0, 0]) {
            return Err(vm.value_error("bad marshal data (unnormalized long data)"));
        }
        magnitude.push(held as u8);
        let sign = if count < 0 { Sign::Minus } else { Sign::Plus };
        Ok(vm.new_integer(BigInt::from_bytes_le(sign, &magnitude)))
    }

    fn binary_float(&mut self, vm: &mut Vm<R>) -> Return<R, f64> {
        Ok(f64::from_le_bytes(self.array(vm)?))
    }

    fn float(&mut self, vm: &mut Vm<R>) -> Return<R, f64> {
        let size = self.short_size(vm)?;
        let text = self.bytes(vm, size)?;
        text::float::parse(&String::from_utf8_lossy(&text)).map_err(|error| vm.text_error(error))
    }

    /// ASCII text, or what else has a byte for each character.
    fn ascii(&mut self, vm: &mut Vm<R>, size: usize, interned: bool) -> Return<R> {
        let text: String = self.bytes(vm, size)?.iter().copied().map(char::from).collect();
        Ok(self.text(vm, &text, interned))
    }

    fn unicode(&mut self, vm: &mut Vm<R>, interned: bool) -> Return<R> {
        let size = self.size(vm, "string")?;
        let bytes = self.bytes(vm, size)?;
        if let Ok(text) = std::str::from_utf8(&bytes) {
            return Ok(self.text(vm, text, interned));
        }
        let bytes = vm.new_bytes(&bytes);
        let text = vm.decode(&bytes, "utf-8", "surrogatepass")?;
        match vm.as_str(&text) {
            Some(string) if interned => Ok(vm.intern(string).into_value()),
            _ => Ok(text),
        }
    }

    fn text(&self, vm: &Vm<R>, text: &str, interned: bool) -> Value<R> {
        if interned { vm.intern(text).into_value() } else { vm.new_str(text) }
    }

    /// A value that is to be there, inside of `what`.
    fn inside(&mut self, vm: &mut Vm<R>, what: &str) -> Return<R> {
        match self.item(vm)? {
            Item::Value(value) => Ok(value),
            Item::Enclosing(_) => Err(invalid_reference(vm)),
            Item::End => Err(vm.type_error(&format!("NULL object in marshal data for {what}"))),
        }
    }

    fn value(&mut self, vm: &mut Vm<R>) -> Return<R> {
        self.inside(vm, "object")
    }

    fn item(&mut self, vm: &mut Vm<R>) -> Return<R, Item<R>> {
        vm.check_recursion("marshal data too deeply nested")?;
        let Some(tag) = self.input.take(vm, 1)?.and_then(|bytes| bytes.first().copied()) else {
            return Err(vm.eof_error("EOF read where object expected"));
        };
        if self.depth >= DEEPEST {
            return Err(vm.value_error("recursion limit exceeded"));
        }
        self.depth += 1;
        let read = self.tagged(vm, tag & !REFERRED, tag & REFERRED != 0);
        self.depth -= 1;
        read
    }

    /// The value behind `tag`, which may be referred to if `numbered`.
    fn tagged(&mut self, vm: &mut Vm<R>, tag: u8, numbered: bool) -> Return<R, Item<R>> {
        let value = match tag {
            NULL => return Ok(Item::End),
            REFERENCE => return self.reference(vm),
            NONE => return Ok(Item::Value(Value::NONE)),
            TRUE => return Ok(Item::Value(Value::TRUE)),
            FALSE => return Ok(Item::Value(Value::FALSE)),
            tag::ELLIPSIS => return Ok(Item::Value(Value::ELLIPSIS)),
            STOP_ITERATION => return Ok(Item::Value(vm.exceptions().stop_iteration.value().clone())),
            SMALL_TUPLE => {
                let size = self.short_size(vm)?;
                return self.tuple(vm, size, numbered).map(Item::Value);
            }
            TUPLE => {
                let size = self.size(vm, "tuple")?;
                return self.tuple(vm, size, numbered).map(Item::Value);
            }
            LIST => return self.list(vm, numbered).map(Item::Value),
            DICT => return self.dict(vm, numbered).map(Item::Value),
            SET => return self.set(vm, numbered).map(Item::Value),
            FROZENSET | SLICE | CODE => {
                // Nothing inside can refer to it, but it gets its number before what is inside.
                let number = numbered.then(|| self.known.reserve());
                let value = match tag {
                    FROZENSET => self.frozenset(vm)?,
                    SLICE => {
                        let (start, stop) = (self.inside(vm, "slice")?, self.inside(vm, "slice")?);
                        let step = self.inside(vm, "slice")?;
                        vm.new_slice(Slice { start, stop, step })
                    }
                    _ => self.code(vm)?,
                };
                if let Some(number) = number {
                    self.known.put(number, value.clone());
                }
                return Ok(Item::Value(value));
            }
            INT => {
                let value = i32::from_le_bytes(self.array(vm)?);
                vm.new_int(value.into())
            }
            INT64 => {
                let value = i64::from_le_bytes(self.array(vm)?);
                vm.new_int(value)
            }
            LONG => self.long(vm)?,
            FLOAT => Value::float(self.float(vm)?),
            BINARY_FLOAT => Value::float(self.binary_float(vm)?),
            COMPLEX => {
                let (real, imaginary) = (self.float(vm)?, self.float(vm)?);
                vm.new_object(Complex::new(real, imaginary))
            }
            BINARY_COMPLEX => {
                let (real, imaginary) = (self.binary_float(vm)?, self.binary_float(vm)?);
                vm.new_object(Complex::new(real, imaginary))
            }
            STRING => {
                let size = self.size(vm, "bytes object")?;
                let bytes = self.bytes(vm, size)?;
                vm.new_bytes(&bytes)
            }
            UNICODE | INTERNED => self.unicode(vm, tag == INTERNED)?,
            ASCII | ASCII_INTERNED => {
                let size = self.size(vm, "string")?;
                self.ascii(vm, size, tag == ASCII_INTERNED)?
            }
            SHORT_ASCII | SHORT_ASCII_INTERNED => {
                let size = self.short_size(vm)?;
                self.ascii(vm, size, tag == SHORT_ASCII_INTERNED)?
            }
            _ => return Err(vm.value_error("bad marshal data (unknown type code)")),
        };
        if numbered {
            self.known.add(value.clone());
        }
        Ok(Item::Value(value))
    }

    fn reference(&mut self, vm: &mut Vm<R>) -> Return<R, Item<R>> {
        let number = usize::try_from(i32::from_le_bytes(self.array(vm)?)).ok();
        match number.and_then(|number| Some((number, self.known.get(number)?))) {
            Some((_, Place::Value(value))) => Ok(Item::Value(value.clone())),
            Some((number, Place::Tuple(_))) => Ok(Item::Enclosing(number)),
            Some((_, Place::Reserved)) | None => Err(invalid_reference(vm)),
        }
    }

    fn tuple(&mut self, vm: &mut Vm<R>, size: usize, numbered: bool) -> Return<R> {
        let number = numbered.then(|| self.known.begin_tuple());
        let mut items = Vec::new();
        for _ in 0..size {
            items.push(self.inside(vm, "tuple")?);
        }
        let tuple = vm.new_tuple(items);
        if let Some(number) = number {
            self.known.end_tuple(vm, number, &tuple)?;
        }
        Ok(tuple)
    }

    fn list(&mut self, vm: &mut Vm<R>, numbered: bool) -> Return<R> {
        let size = self.size(vm, "list")?;
        let list = vm.new_list(Vec::new())?;
        if numbered {
            self.known.add(list.clone());
        }
        let items = list.as_ref::<List<R>>().expect("made as one");
        for index in 0..size {
            let item = match self.item(vm)? {
                Item::Value(value) => value,
                Item::Enclosing(number) => {
                    self.known.wait_in_list(number, &list, index);
                    Value::NONE
                }
                Item::End => return Err(vm.type_error("NULL object in marshal data for list")),
            };
            let pushed = vm.lock(items).push(item);
            if pushed.is_err() {
                return Err(vm.memory_error());
            }
        }
        Ok(list)
    }

    fn dict(&mut self, vm: &mut Vm<R>, numbered: bool) -> Return<R> {
        let dict = vm.new_dict();
        if numbered {
            self.known.add(dict.value().clone());
        }
        loop {
            let key = match self.item(vm)? {
                Item::Value(key) => key,
                Item::Enclosing(_) => return Err(invalid_reference(vm)),
                Item::End => return Ok(dict.into_value()),
            };
            let value = match self.item(vm)? {
                Item::Value(value) => value,
                Item::Enclosing(number) => {
                    self.known.wait_in_dict(number, &dict, &key);
                    Value::NONE
                }
                Item::End => return Ok(dict.into_value()),
            };
            vm.dict_set(&dict, key, value)?;
        }
    }

    fn set(&mut self, vm: &mut Vm<R>, numbered: bool) -> Return<R> {
        let size = self.size(vm, "set")?;
        let set = vm.new_set();
        if numbered {
            self.known.add(set.value().clone());
        }
        for _ in 0..size {
            let member = self.inside(vm, "set")?;
            vm.set_add(&set, member)?;
        }
        Ok(set.into_value())
    }

    fn frozenset(&mut self, vm: &mut Vm<R>) -> Return<R> {
        let size = self.size(vm, "set")?;
        let mut members = Vec::new();
        for _ in 0..size {
            members.push(self.inside(vm, "set")?);
        }
        let members = vm.new_list(members)?;
        let class = vm.types().frozenset.clone();
        vm.call(class.value(), &[members])
    }
}

fn invalid_reference<R: Runtime>(vm: &mut Vm<R>) -> interpreter::Raised<R> {
    vm.value_error("bad marshal data (invalid reference)")
}
