//! Values into bytes.

use super::origin::{Flags, MODES, SOURCE, TREE};
use super::tag::{self, *};
use super::written::Written;
use super::{DEEPEST, DIGIT_BITS};
use interpreter::{Complex, LoadedCode, Origin, Raised, Return, Slice, Text, Vm};
use num_bigint::{BigInt, Sign};
use object_model::{Class, Dict, List, Ref, Runtime, Set, Str, Value, Word, is_interned};
use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;
use text::FormatSpec;
use text::format_spec::{Target, format_float};
use text::surrogate;

/// From this version on, what occurs again is referred to, and interned strings are marked.
const REFERENCES: i32 = 3;
/// From this one on, ASCII text is told from other.
const ASCII_TEXT: i32 = 4;
/// From this one on, slices are written.
const SLICES: i32 = 5;
/// From this one on, floating-point numbers are written as bits, not as text.
const BINARY_FLOATS: i32 = 2;

/// How a value is written.
pub(super) struct Writer<R: Runtime> {
    version: i32,
    allow_code: bool,
    depth: u32,
    written: Written<R>,
    /// The slices around what is written, which cannot be referred to before they are whole.
    slices: Vec<u64>,
    /// What code was compiled of that is written already.
    origins: Vec<Arc<Origin>>,
    /// The members of each set so far, by the set's identity, in the order in which they are written.
    orders: HashMap<u64, (Value<R>, Members<R>)>,
}

type Members<R> = Rc<[Value<R>]>;

/// The bytes of a value.
pub(super) fn write<R: Runtime>(
    vm: &mut Vm<R>,
    value: &Value<R>,
    version: i32,
    allow_code: bool,
) -> Return<R, Vec<u8>> {
    let mut writer = Writer {
        version,
        allow_code,
        depth: 0,
        written: Written::default(),
        slices: Vec::new(),
        origins: Vec::new(),
        orders: HashMap::new(),
    };
    writer.value(vm, value)?;
    Ok(writer.written.finish())
}

impl<R: Runtime> Writer<R> {
    fn byte(&mut self, byte: u8) {
        self.written.bytes.push(byte);
    }

    fn bytes(&mut self, bytes: &[u8]) {
        self.written.bytes.extend(bytes);
    }

    fn size(&mut self, vm: &mut Vm<R>, tag: u8, size: usize) -> Return<R, ()> {
        let size = i32::try_from(size).map_err(|_| unmarshallable(vm))?;
        self.written.size(tag, size as u32);
        Ok(())
    }

    fn sized(&mut self, vm: &mut Vm<R>, tag: u8, bytes: &[u8]) -> Return<R, ()> {
        self.size(vm, tag, bytes.len())?;
        self.bytes(bytes);
        Ok(())
    }

    pub(super) fn value(&mut self, vm: &mut Vm<R>, value: &Value<R>) -> Return<R, ()> {
        vm.check_recursion("object too deeply nested to marshal")?;
        if self.depth >= DEEPEST {
            return Err(vm.value_error("object too deeply nested to marshal"));
        }
        self.depth += 1;
        let written = self.content(vm, value);
        self.depth -= 1;
        written
    }

    fn content(&mut self, vm: &mut Vm<R>, value: &Value<R>) -> Return<R, ()> {
        let singleton = match value.word() {
            _ if value.is_none() => Some(NONE),
            Word::TRUE => Some(TRUE),
            Word::FALSE => Some(FALSE),
            Word::ELLIPSIS => Some(tag::ELLIPSIS),
            _ if value.is(vm.exceptions().stop_iteration.value()) => Some(STOP_ITERATION),
            _ => None,
        };
        if let Some(tag) = singleton {
            self.byte(tag);
            return Ok(());
        }
        if self.slices.contains(&value.word().bits()) {
            return Err(unmarshallable(vm));
        }
        if value.word().is_object() && self.version >= REFERENCES && self.written.refer(value) {
            return Ok(());
        }
        let class = vm.class_of(value);
        let types = vm.types();
        let exactly = |wanted: &Ref<R, Class<R>>| class.value().is(wanted.value());
        if exactly(&types.int) {
            let integer = vm.as_integer(value).ok_or_else(|| unmarshallable(vm))?;
            self.integer(vm, &integer)
        } else if exactly(&types.float) {
            let float = value.word().as_float().ok_or_else(|| unmarshallable(vm))?;
            self.floats(vm, FLOAT, BINARY_FLOAT, &[float])
        } else if exactly(&types.str) {
            self.text(vm, value)
        } else if exactly(&types.bytes) {
            self.sized(vm, STRING, vm.as_bytes(value).unwrap_or_default())
        } else if exactly(&types.tuple) {
            let items = vm.as_tuple(value).unwrap_or_default();
            match u8::try_from(items.len()) {
                Ok(length) if self.version >= ASCII_TEXT => self.bytes(&[SMALL_TUPLE, length]),
                _ => self.size(vm, TUPLE, items.len())?,
            }
            items.iter().try_for_each(|item| self.value(vm, item))
        } else if exactly(&types.list)
            && let Some(list) = value.as_ref::<List<R>>()
        {
            let items = vm.list_items(list);
            self.size(vm, LIST, items.len())?;
            items.iter().try_for_each(|item| self.value(vm, item))
        } else if exactly(&types.dict)
            && let Some(dict) = value.as_ref::<Dict<R>>()
        {
            self.byte(DICT);
            for (_, key, item) in vm.dict_entries(dict) {
                self.value(vm, &key)?;
                self.value(vm, &item)?;
            }
            self.byte(NULL);
            Ok(())
        } else if exactly(&types.set) || exactly(&types.frozenset) {
            let tag = if exactly(&types.set) { SET } else { FROZENSET };
            let members = self.members(vm, value)?;
            self.size(vm, tag, members.len())?;
            members.iter().try_for_each(|member| self.value(vm, member))
        } else if value.as_ref::<LoadedCode<R>>().is_some() {
            self.code(vm, value)
        } else if let Some(complex) = value.as_ref::<Complex<R>>()
            && exactly(&types.complex)
        {
            self.floats(vm, COMPLEX, BINARY_COMPLEX, &[complex.real, complex.imaginary])
        } else if let Some(slice) = value.as_ref::<Slice<R>>()
            && self.version >= SLICES
        {
            self.byte(SLICE);
            self.slices.push(value.word().bits());
            let parts = [&slice.start, &slice.stop, &slice.step];
            let written = parts.into_iter().try_for_each(|part| self.value(vm, part));
            self.slices.pop();
            written
        } else if vm.as_str(value).is_none()
            && let Some(bytes) = vm.bytes_like(value)
        {
            self.sized(vm, STRING, &bytes)
        } else {
            Err(unmarshallable(vm))
        }
    }

    fn integer(&mut self, vm: &mut Vm<R>, value: &BigInt) -> Return<R, ()> {
        if let Ok(small) = i32::try_from(value) {
            self.written.size(INT, small as u32);
            return Ok(());
        }
        let mut units: Vec<u16> = Vec::new();
        let (mut held, mut bits) = (0u32, 0);
        for byte in value.magnitude().to_bytes_le() {
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
        let count = i32::try_from(units.len()).map_err(|_| unmarshallable(vm))?;
        let count = if value.sign() == Sign::Minus { -count } else { count };
        self.written.size(LONG, count as u32);
        units.iter().for_each(|unit| self.bytes(&unit.to_le_bytes()));
        Ok(())
    }

    /// Floating-point numbers, of which only the first has a tag.
    fn floats(&mut self, vm: &mut Vm<R>, text: u8, binary: u8, values: &[f64]) -> Return<R, ()> {
        if self.version >= BINARY_FLOATS {
            self.byte(binary);
            values.iter().for_each(|value| self.bytes(&value.to_le_bytes()));
            return Ok(());
        }
        self.byte(text);
        for value in values {
            let spec = FormatSpec::parse(".17g", Target::Float, "float");
            let text = spec.and_then(|spec| format_float(*value, &spec, "float"));
            let text = text.map_err(|error| vm.text_error(error))?;
            self.byte(text.len() as u8);
            self.bytes(text.as_bytes());
        }
        Ok(())
    }

    fn text(&mut self, vm: &mut Vm<R>, value: &Value<R>) -> Return<R, ()> {
        let Some(string) = value.as_ref::<Str<R>>() else { return Err(unmarshallable(vm)) };
        let interned = self.version >= REFERENCES && is_interned(string);
        let bytes = string.as_str().as_bytes();
        if string.is_ascii() && self.version >= ASCII_TEXT {
            return match (u8::try_from(bytes.len()), interned) {
                (Ok(length), _) => {
                    self.bytes(&[if interned { SHORT_ASCII_INTERNED } else { SHORT_ASCII }, length]);
                    self.bytes(bytes);
                    Ok(())
                }
                (Err(_), true) => self.sized(vm, ASCII_INTERNED, bytes),
                (Err(_), false) => self.sized(vm, ASCII, bytes),
            };
        }
        let tag = if interned { INTERNED } else { UNICODE };
        if !string.as_str().chars().any(surrogate::is_surrogate) {
            return self.sized(vm, tag, bytes);
        }
        let encoded = vm.encode(value, "utf-8", "surrogatepass")?;
        self.sized(vm, tag, vm.as_bytes(&encoded).unwrap_or_default())
    }

    /// The members of a set in the order of their bytes, which depends on no hash.
    fn members(&mut self, vm: &mut Vm<R>, set: &Value<R>) -> Return<R, Members<R>> {
        let bits = set.word().bits();
        if let Some((_, members)) = self.orders.get(&bits) {
            return Ok(Rc::clone(members));
        }
        let Some(members) = set.as_ref::<Set<R>>() else { return Err(unmarshallable(vm)) };
        let length = members.len();
        let mut keyed = Vec::new();
        for (_, member) in vm.set_members(members) {
            let (written, origins) = (std::mem::take(&mut self.written), std::mem::take(&mut self.origins));
            let told = self.value(vm, &member);
            let key = std::mem::replace(&mut self.written, written).bytes;
            self.origins = origins;
            told?;
            // What a member has of its own to be written with may change the set.
            if members.len() != length {
                return Err(vm.runtime_error("set changed size during iteration"));
            }
            keyed.push((key, member));
        }
        keyed.sort_by(|(one, _), (other, _)| one.cmp(other));
        let members: Members<R> = keyed.into_iter().map(|(_, member)| member).collect();
        // A set that is no frozenset may change until it is met again, and has no sets as members.
        if set.word().is_object() && vm.is_instance(set, &vm.types().frozenset.clone()) {
            self.orders.insert(bits, (set.clone(), Rc::clone(&members)));
        }
        Ok(members)
    }

    /// Code is written as what it was compiled of, once for all code of one text, and its place there.
    fn code(&mut self, vm: &mut Vm<R>, code: &Value<R>) -> Return<R, ()> {
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
        self.size(vm, CODE, known.unwrap_or(self.origins.len()))?;
        if known.is_none() {
            self.sized(vm, UNICODE, origin.filename.as_bytes())?;
            let mode = MODES.iter().position(|mode| *mode == origin.mode).unwrap_or(0);
            self.bytes(&[mode as u8, Flags::of(&origin).0]);
            match &origin.text {
                Text::Source(source) => self.sized(vm, SOURCE, source.as_bytes())?,
                Text::Tree(tree) => self.sized(vm, TREE, tree)?,
            }
            self.origins.push(origin);
        }
        self.bytes(&place.to_le_bytes());
        Ok(())
    }
}

fn unmarshallable<R: Runtime>(vm: &mut Vm<R>) -> Raised<R> {
    vm.value_error("unmarshallable object")
}
