//! The format strings of the module `struct`: values as C lays them out in memory.
//!
//! A [`Format`] is parsed once; its [fields](Format::fields) then write values into bytes, or read them, one at a
//! time. Native sizes and alignments are those of 64-bit Unix.

use num_bigint::BigInt;
use num_traits::ToPrimitive;

use crate::float::frexp;
use crate::{Error, Integer, Kind, Result};

/// A parsed format.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Format {
    /// The bytes it takes.
    pub size: usize,
    /// The values it takes.
    pub length: usize,
    items: Vec<Item>,
}

/// A run of fields of one kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Item {
    field: Field,
    count: usize,
}

/// One value's place among the bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Field {
    /// The format character.
    pub code: char,
    /// Where it begins.
    pub offset: usize,
    /// The bytes it takes.
    pub size: usize,
    native: bool,
    big_endian: bool,
}

/// The type of value a field takes: what the caller is to convert its argument to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wants {
    /// An integer; a `struct.error` "required argument is not an integer" for anything else.
    Integer,
    /// A float; a `struct.error` "required argument is not a float" for anything else.
    Float,
    /// A complex number; a `struct.error` "required argument is not a complex" for anything else.
    Complex,
    /// The truth of any object.
    Bool,
    /// Bytes.
    Bytes,
}

/// A value to be packed.
#[derive(Clone, Debug, PartialEq)]
pub enum Value<'a> {
    /// An integer.
    Integer(Integer),
    /// A float.
    Float(f64),
    /// The real and the imaginary part of a complex number.
    Complex(f64, f64),
    /// A truth value.
    Bool(bool),
    /// Bytes.
    Bytes(&'a [u8]),
}

fn error(message: impl Into<std::borrow::Cow<'static, str>>) -> Error {
    Error::new(Kind::Struct, message)
}

impl Format {
    /// Parses `text`.
    pub fn parse(text: &str) -> Result<Self> {
        let (native, big_endian, codes) = match text.as_bytes().first() {
            Some(b'@') => (true, false, &text[1..]),
            Some(b'<' | b'=') => (false, false, &text[1..]),
            Some(b'>' | b'!') => (false, true, &text[1..]),
            _ => (true, false, text),
        };
        let too_long = || error("total struct size too long");
        let mut format = Format { size: 0, length: 0, items: Vec::new() };
        let mut characters = codes.chars();
        while let Some(mut code) = characters.next() {
            if code.is_ascii_whitespace() || code == '\x0b' {
                continue;
            }
            let mut count = None;
            while let Some(digit) = code.to_digit(10) {
                let so_far: usize = count.unwrap_or(0);
                let longer = so_far.checked_mul(10).and_then(|tens| tens.checked_add(digit as usize));
                count = Some(longer.filter(|&value| value <= isize::MAX as usize).ok_or_else(too_long)?);
                code =
                    characters.next().ok_or_else(|| error("repeat count given without format specifier"))?;
            }
            let size = size_of(code, native).ok_or_else(|| error("bad char in struct format"))?;
            // Those of two parts are aligned as one is.
            let align = if matches!(code, 'F' | 'D') { size / 2 } else { size };
            if native && align > 1 {
                format.size = format.size.checked_next_multiple_of(align).ok_or_else(too_long)?;
            }
            let count = count.unwrap_or(1);
            let offset = format.size;
            let whole = size.checked_mul(count).and_then(|whole| whole.checked_add(offset));
            format.size = whole.filter(|&size| size <= isize::MAX as usize).ok_or_else(too_long)?;
            let (size, count) = match code {
                'x' => continue,
                's' | 'p' => (count, 1),
                _ => (size, count),
            };
            format.length += count;
            format.items.push(Item { field: Field { code, offset, size, native, big_endian }, count });
        }
        Ok(format)
    }

    /// The fields, in order.
    pub fn fields(&self) -> impl Iterator<Item = Field> + '_ {
        self.items.iter().flat_map(|item| {
            (0..item.count)
                .map(|number| Field { offset: item.field.offset + number * item.field.size, ..item.field })
        })
    }
}

/// The size of one value; what is native only has none otherwise.
fn size_of(code: char, native: bool) -> Option<usize> {
    Some(match code {
        'x' | 'c' | 'b' | 'B' | '?' | 's' | 'p' => 1,
        'h' | 'H' | 'e' => 2,
        'i' | 'I' | 'f' => 4,
        'l' | 'L' if !native => 4,
        'l' | 'L' | 'q' | 'Q' | 'd' => 8,
        'n' | 'N' | 'P' if native => 8,
        'F' => 8,
        'D' => 16,
        _ => return None,
    })
}

impl Field {
    /// The type of value it takes.
    pub fn wants(&self) -> Wants {
        match self.code {
            'e' | 'f' | 'd' => Wants::Float,
            'F' | 'D' => Wants::Complex,
            '?' => Wants::Bool,
            'c' | 's' | 'p' => Wants::Bytes,
            _ => Wants::Integer,
        }
    }

    /// Writes `value` at its place in `buffer`, which has the format's size and holds zeros there.
    pub fn pack(&self, value: Value, buffer: &mut [u8]) -> Result<()> {
        let place = &mut buffer[self.offset..self.offset + self.size];
        match (self.wants(), value) {
            (Wants::Integer, Value::Integer(value)) => {
                place.copy_from_slice(&self.integer_bytes(value)?[..self.size]);
            }
            (Wants::Float, Value::Float(value)) => self.pack_float(value, place)?,
            (Wants::Complex, Value::Complex(real, imaginary)) => {
                let part = self.part();
                let (first, second) = place.split_at_mut(part.size);
                part.pack(Value::Float(real), first)?;
                return part.pack(Value::Float(imaginary), second);
            }
            (Wants::Bool, Value::Bool(value)) => place[0] = u8::from(value),
            (Wants::Bytes, Value::Bytes(value)) => return self.pack_bytes(value, place),
            (Wants::Integer, _) => return Err(error("required argument is not an integer")),
            (Wants::Float, _) => return Err(error("required argument is not a float")),
            (Wants::Complex, _) => return Err(error("required argument is not a complex")),
            (Wants::Bool, _) => return Err(error("required argument is not a bool")),
            (Wants::Bytes, _) => return Err(self.not_bytes()),
        }
        if self.big_endian {
            place.reverse();
        }
        Ok(())
    }

    /// One part of a complex number.
    fn part(&self) -> Field {
        Field { code: self.code.to_ascii_lowercase(), offset: 0, size: self.size / 2, ..*self }
    }

    /// What anything but bytes raises in a field that wants bytes.
    pub fn not_bytes(&self) -> Error {
        match self.code {
            'c' => error("char format requires a bytes object of length 1"),
            code => error(format!("argument for '{code}' must be a bytes object")),
        }
    }

    /// The little-endian bytes of an integer, if it is within the field's range.
    fn integer_bytes(&self, value: Integer) -> Result<[u8; 8]> {
        let bits = 8 * self.size as u32;
        let value = match value {
            Integer::Small(small) => Some(small.into()),
            Integer::Big(big) => big.to_i128(),
        };
        if self.code == 'P' {
            let whole = i128::from(i64::MIN)..=i128::from(u64::MAX);
            let word = value.filter(|value| whole.contains(value)).map(|value| value as u64);
            return word.map(u64::to_le_bytes).ok_or_else(|| error("int too large to convert"));
        }
        let (least, most) = if self.code.is_ascii_lowercase() {
            (-(1_i128 << (bits - 1)), (1_i128 << (bits - 1)) - 1)
        } else {
            (0, (1_i128 << bits) - 1)
        };
        match value {
            Some(value) if (least..=most).contains(&value) => Ok((value as u64).to_le_bytes()),
            _ => Err(error(format!("'{}' format requires {least} <= number <= {most}", self.code))),
        }
    }

    fn pack_float(&self, value: f64, place: &mut [u8]) -> Result<()> {
        let too_large = |code| Error::overflow(format!("float too large to pack with {code} format"));
        match self.code {
            'd' => place.copy_from_slice(&value.to_le_bytes()),
            'f' => {
                let single = value as f32;
                if single.is_infinite() && value.is_finite() {
                    return Err(too_large('f'));
                }
                place.copy_from_slice(&single.to_le_bytes());
            }
            _ => place.copy_from_slice(&to_half(value).ok_or_else(|| too_large('e'))?.to_le_bytes()),
        }
        Ok(())
    }

    fn pack_bytes(&self, value: &[u8], place: &mut [u8]) -> Result<()> {
        match self.code {
            'c' => match value {
                [byte] => place[0] = *byte,
                _ => return Err(self.not_bytes()),
            },
            's' => {
                let length = value.len().min(self.size);
                place[..length].copy_from_slice(&value[..length]);
            }
            // A Pascal string: its length in the first byte.
            _ => {
                if let Some((first, rest)) = place.split_first_mut() {
                    let length = value.len().min(rest.len());
                    rest[..length].copy_from_slice(&value[..length]);
                    *first = length.min(255) as u8;
                }
            }
        }
        Ok(())
    }

    /// Reads its value from `buffer`, which has the format's size.
    pub fn unpack<'a>(&self, buffer: &'a [u8]) -> Value<'a> {
        let place = &buffer[self.offset..self.offset + self.size];
        match self.wants() {
            Wants::Bytes if self.code == 'p' => Value::Bytes(match place.split_first() {
                Some((&length, rest)) => &rest[..rest.len().min(usize::from(length))],
                None => place,
            }),
            Wants::Bytes => Value::Bytes(place),
            Wants::Bool => Value::Bool(place[0] != 0),
            Wants::Complex => {
                let part = self.part();
                let (first, second) = place.split_at(part.size);
                match (part.unpack(first), part.unpack(second)) {
                    (Value::Float(real), Value::Float(imaginary)) => Value::Complex(real, imaginary),
                    _ => unreachable!("each part is a float"),
                }
            }
            Wants::Integer | Wants::Float => {
                let mut word = [0; 8];
                word[..self.size].copy_from_slice(place);
                if self.big_endian {
                    word[..self.size].reverse();
                }
                self.number(u64::from_le_bytes(word))
            }
        }
    }

    fn number(&self, word: u64) -> Value<'static> {
        match self.code {
            'd' => Value::Float(f64::from_bits(word)),
            'f' => Value::Float(f64::from(f32::from_bits(word as u32))),
            'e' => Value::Float(from_half(word as u16)),
            code if code.is_ascii_lowercase() => {
                let unused = 64 - 8 * self.size as u32;
                Value::Integer(Integer::Small((word << unused) as i64 >> unused))
            }
            _ => Value::Integer(match i64::try_from(word) {
                Ok(small) => Integer::Small(small),
                Err(_) => Integer::from(BigInt::from(word)),
            }),
        }
    }
}

/// The half-precision float nearest to `value`, ties to even. `None` if it is too large for one.
pub fn to_half(value: f64) -> Option<u16> {
    let sign = u16::from(value.is_sign_negative()) << 15;
    if value.is_nan() {
        return Some(sign | 0x7E00);
    }
    if value.is_infinite() {
        return Some(sign | 0x7C00);
    }
    let magnitude = value.abs();
    let exponent = if magnitude == 0.0 { -13 } else { frexp(magnitude).1.max(-13) };
    // Ten bits after the first; numbers too small to have a first bit have the same unit as the smallest that do.
    let units = (magnitude * 2.0_f64.powi(11 - exponent)).round_ties_even() as u32;
    let bits = (((exponent + 13) as u32) << 10) + units;
    (bits < 0x7C00).then_some(sign | bits as u16)
}

/// The value of a half-precision float.
pub fn from_half(bits: u16) -> f64 {
    let fraction = f64::from(bits & 0x3FF);
    let magnitude = match bits >> 10 & 0x1F {
        0 => fraction * 2.0_f64.powi(-24),
        0x1F if fraction == 0.0 => f64::INFINITY,
        0x1F => f64::NAN,
        exponent => (1024.0 + fraction) * 2.0_f64.powi(i32::from(exponent) - 25),
    };
    if bits >> 15 == 1 { -magnitude } else { magnitude }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_complex_number_is_two_floats() {
        let format = Format::parse("bD").unwrap();
        assert_eq!((format.size, format.length), (24, 2), "aligned as one float is");
        assert_eq!(Format::parse("bF").unwrap().size, 12);
        let format = Format::parse(">F").unwrap();
        let field = format.fields().next().unwrap();
        let mut bytes = [0; 8];
        field.pack(Value::Complex(1.0, -2.5), &mut bytes).unwrap();
        assert_eq!(bytes, [0x3F, 0x80, 0, 0, 0xC0, 0x20, 0, 0]);
        assert_eq!(field.unpack(&bytes), Value::Complex(1.0, -2.5));
        assert!(field.pack(Value::Float(1.0), &mut bytes).is_err());
    }

    fn pack(format: &str, values: Vec<Value>) -> Result<Vec<u8>> {
        let format = Format::parse(format)?;
        assert_eq!(format.length, values.len());
        let mut buffer = vec![0; format.size];
        for (field, value) in format.fields().zip(values) {
            field.pack(value, &mut buffer)?;
        }
        Ok(buffer)
    }

    fn integer(value: i64) -> Value<'static> {
        Value::Integer(Integer::Small(value))
    }

    #[test]
    fn native_formats_are_aligned() {
        for (format, size) in [
            ("", 0),
            ("bhilqP", 32),
            ("<bhilq", 19),
            ("b0l", 8),
            ("<b0i", 1),
            ("bx0q", 8),
            ("3s2p", 5),
            (" i 2h\tx", 9),
            ("!nn", 0),
        ] {
            match Format::parse(format) {
                Ok(parsed) => assert_eq!(size, parsed.size, "{format}"),
                Err(error) => assert_eq!(("!nn", "bad char in struct format"), (format, &*error.message)),
            }
        }
        for (format, message) in [
            ("2", "repeat count given without format specifier"),
            ("z", "bad char in struct format"),
            ("<i<", "bad char in struct format"),
            ("99999999999999999999s", "total struct size too long"),
            ("9223372036854775807s9s", "total struct size too long"),
            ("9223372036854775807i", "total struct size too long"),
        ] {
            assert_eq!(error(message), Format::parse(format).unwrap_err());
        }
    }

    #[test]
    fn values_survive() {
        let values = || {
            vec![
                integer(-1),
                integer(65535),
                Value::Float(-1.5),
                Value::Float(0.1),
                Value::Bool(true),
                Value::Bytes(b"ab\0"),
                Value::Integer(Integer::from(BigInt::from(u64::MAX))),
            ]
        };
        for order in ["@", "<", ">"] {
            let format = format!("{order}bHed?3sQ");
            let buffer = pack(&format, values()).unwrap();
            let parsed = Format::parse(&format).unwrap();
            let found: Vec<_> = parsed.fields().map(|field| field.unpack(&buffer)).collect();
            assert_eq!(values(), found);
        }
        assert_eq!(Ok(vec![1, 2, 0, 0, 0, 3]), pack(">HI", vec![integer(0x0102), integer(3)]));
        assert_eq!(Ok(b"\x04abcd".to_vec()), pack("5p", vec![Value::Bytes(b"abcdefg")]));
        assert_eq!(Ok(b"ab\0".to_vec()), pack("3s", vec![Value::Bytes(b"ab")]));
        assert_eq!(Ok(vec![0xFF; 8]), pack("P", vec![integer(-1)]));
    }

    #[test]
    fn a_pascal_string_may_claim_too_much() {
        let field = Format::parse("3p").unwrap().fields().next().unwrap();
        assert_eq!(Value::Bytes(b"ab"), field.unpack(b"\x05ab"));
        let empty = Format::parse("0p").unwrap().fields().next().unwrap();
        assert_eq!(Value::Bytes(b""), empty.unpack(b""));
    }

    #[test]
    fn ranges_are_checked() {
        for (format, value, message) in [
            ("b", integer(128), "'b' format requires -128 <= number <= 127"),
            ("<L", integer(-1), "'L' format requires 0 <= number <= 4294967295"),
            (
                "q",
                Value::Integer(Integer::from(BigInt::from(1_u64 << 63))),
                "'q' format requires -9223372036854775808 <= number <= 9223372036854775807",
            ),
            ("c", Value::Bytes(b"ab"), "char format requires a bytes object of length 1"),
            ("i", Value::Float(1.0), "required argument is not an integer"),
            ("s", integer(1), "argument for 's' must be a bytes object"),
        ] {
            assert_eq!(error(message), pack(format, vec![value]).unwrap_err());
        }
        assert_eq!(Kind::Overflow, pack("<f", vec![Value::Float(1e300)]).unwrap_err().kind);
        assert_eq!(Kind::Overflow, pack("f", vec![Value::Float(1e300)]).unwrap_err().kind);
    }

    #[test]
    fn every_half_survives_and_rounding_is_to_even() {
        for bits in 0..=u16::MAX {
            let value = from_half(bits);
            assert!(value.is_nan() || Some(bits) == to_half(value), "{bits:#06x}");
        }
        assert_eq!(Some(0), to_half(2.0_f64.powi(-25)));
        assert_eq!(Some(1), to_half(2.0_f64.powi(-25) * 1.01));
        assert_eq!(Some(0x7BFF), to_half(65519.9));
        assert_eq!(None, to_half(65520.0));
        assert_eq!(Some(0x3C00), to_half(1.0 + 2.0_f64.powi(-11)));
        assert_eq!(Some(0x3C02), to_half(1.0 + 3.0 * 2.0_f64.powi(-11)));
    }
}
