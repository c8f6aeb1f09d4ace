//! Japanese: EUC-JP, Shift JIS, and the code page of Windows; those of JIS X 0213 stand beside.

use super::charset::Charset;
use super::jisx0213::{Edition, EucJis2004, ShiftJis2004};
use super::{Encoding, Next, State, Wrong, known, put, second, single};
use std::sync::LazyLock;

pub(super) const ENCODINGS: [&dyn Encoding; 7] = [
    &ShiftJis,
    &Cp932,
    &EucJp,
    &ShiftJis2004 { name: "shift_jis_2004", edition: Edition::Of2004 },
    &EucJis2004 { name: "euc_jis_2004", edition: Edition::Of2004 },
    &EucJis2004 { name: "euc_jisx0213", edition: Edition::Of2000 },
    &ShiftJis2004 { name: "shift_jisx0213", edition: Edition::Of2000 },
];

/// JIS X 0208, each byte above 0x80.
pub(super) static JIS_X_0208: LazyLock<Charset> = LazyLock::new(|| {
    Charset::of(encoding_rs::EUC_JP, b"", |code, _| {
        matches!(code, 0xA1A1..=0xF4FE) && !matches!(code, 0xADA1..=0xADFE)
    })
    .replace(&[
        (0xA1C1, "\u{301C}\u{2016}"),
        (0xA1DD, "\u{2212}"),
        (0xA1F1, "\u{A2}\u{A3}"),
        (0xA2CC, "\u{AC}"),
    ])
});

/// JIS X 0212, each byte above 0x80.
pub(super) static JIS_X_0212: LazyLock<Charset> =
    LazyLock::new(|| Charset::of(encoding_rs::EUC_JP, b"\x8F", |_, _| true).replace(&[(0xA2B7, "~")]));

static CP932: LazyLock<Charset> = LazyLock::new(|| {
    Charset::of(encoding_rs::SHIFT_JIS, b"", |_, _| true)
        // What the standard has in the places that Windows gives to others.
        .encode_as(&[('\u{301C}', 0x8160), ('\u{2016}', 0x8161), ('\u{2212}', 0x817C)])
        .encode_as(&[('\u{A2}', 0x8191), ('\u{A3}', 0x8192), ('\u{AC}', 0x81CA)])
});

/// The half-width katakana of a byte, as in JIS X 0201.
pub(super) fn katakana(byte: u8) -> Option<char> {
    match byte {
        0xA1..=0xDF => char::from_u32(0xFEC0 + u32::from(byte)),
        _ => None,
    }
}

/// The byte of a half-width katakana.
pub(super) fn katakana_byte(character: char) -> Option<u8> {
    match character {
        '\u{FF61}'..='\u{FF9F}' => Some((u32::from(character) - 0xFEC0) as u8),
        _ => None,
    }
}

/// Whether a byte is the first of two in Shift JIS.
pub(super) fn is_shift_lead(byte: u8) -> bool {
    matches!(byte, 0x81..=0x9F | 0xE0..=0xFC)
}

/// The row and cell, from zero, that two bytes of Shift JIS tell.
pub(super) fn from_shift(first: u8, second: u8) -> Option<(u8, u8)> {
    let cell = match second {
        0x40..=0x7E => second - 0x40,
        0x80..=0xFC => second - 0x41,
        _ => return None,
    };
    let rows = 2 * (first - if first < 0xE0 { 0x81 } else { 0xC1 });
    Some(if cell < 94 { (rows, cell) } else { (rows + 1, cell - 94) })
}

/// The two bytes of a row and a cell, from zero.
pub(super) fn to_shift(row: u8, cell: u8) -> u16 {
    let cell = cell + (row & 1) * 94;
    let first = row / 2 + if row < 0x3E { 0x81 } else { 0xC1 };
    let second = cell + if cell < 0x3F { 0x40 } else { 0x41 };
    u16::from_be_bytes([first, second])
}

struct EucJp;

impl Encoding for EucJp {
    fn name(&self) -> &'static str {
        "euc_jp"
    }

    fn decode(&self, _: &mut State, bytes: &[u8], text: &mut String) -> Result<usize, Wrong> {
        match bytes[0] {
            first @ ..0x80 => single(text, first.into()),
            0x8E => known(text, katakana(second(bytes)?), 2),
            0x8F => match *bytes {
                [_, second, third, ..] => known(text, JIS_X_0212.decode(second, third), 3),
                _ => Err(Wrong::Incomplete),
            },
            first => known(text, JIS_X_0208.decode(first, second(bytes)?), 2),
        }
    }

    fn encode(&self, _: &mut State, character: char, _: Next, bytes: &mut Vec<u8>) -> Result<usize, Wrong> {
        match character {
            '\0'..='\x7F' => bytes.push(character as u8),
            '\u{A5}' => bytes.push(b'\\'),
            '\u{203E}' => bytes.push(b'~'),
            _ => {
                if let Some(code) = JIS_X_0208.code(character) {
                    return put(bytes, Some(code));
                }
                if let Some(byte) = katakana_byte(character) {
                    bytes.extend([0x8E, byte]);
                    return Ok(1);
                }
                let code = JIS_X_0212.code(character).ok_or(Wrong::Illegal(1))?;
                bytes.push(0x8F);
                return put(bytes, Some(code));
            }
        }
        Ok(1)
    }
}

struct ShiftJis;

impl Encoding for ShiftJis {
    fn name(&self) -> &'static str {
        "shift_jis"
    }

    fn decode(&self, _: &mut State, bytes: &[u8], text: &mut String) -> Result<usize, Wrong> {
        match bytes[0] {
            first if first.is_ascii() => single(text, first.into()),
            first @ (0x81..=0x9F | 0xE0..=0xEA) => {
                let place = from_shift(first, second(bytes)?);
                let character = place.and_then(|(row, cell)| JIS_X_0208.decode(0xA1 + row, 0xA1 + cell));
                known(text, character, 2)
            }
            first => known(text, katakana(first), 1),
        }
    }

    fn encode(&self, _: &mut State, character: char, _: Next, bytes: &mut Vec<u8>) -> Result<usize, Wrong> {
        match character {
            '\0'..='\x7F' => bytes.push(character as u8),
            '\u{A5}' => bytes.push(b'\\'),
            '\u{203E}' => bytes.push(b'~'),
            _ => match katakana_byte(character) {
                Some(byte) => bytes.push(byte),
                None => {
                    let [row, cell] = JIS_X_0208.code(character).ok_or(Wrong::Illegal(1))?.to_be_bytes();
                    return put(bytes, Some(to_shift(row - 0xA1, cell - 0xA1)));
                }
            },
        }
        Ok(1)
    }
}

/// Shift JIS as Windows has it.
struct Cp932;

impl Encoding for Cp932 {
    fn name(&self) -> &'static str {
        "cp932"
    }

    fn decode(&self, _: &mut State, bytes: &[u8], text: &mut String) -> Result<usize, Wrong> {
        match bytes[0] {
            first @ ..=0x80 => single(text, first.into()),
            0xA0 => single(text, '\u{F8F0}'),
            first @ 0xFD.. => known(text, char::from_u32(0xF8F1 + u32::from(first - 0xFD)), 1),
            first if is_shift_lead(first) => known(text, CP932.decode(first, second(bytes)?), 2),
            first => known(text, katakana(first), 1),
        }
    }

    fn encode(&self, _: &mut State, character: char, _: Next, bytes: &mut Vec<u8>) -> Result<usize, Wrong> {
        match character {
            '\0'..='\u{80}' => bytes.push(character as u8),
            '\u{F8F0}' => bytes.push(0xA0),
            '\u{F8F1}'..='\u{F8F3}' => bytes.push((u32::from(character) - 0xF8F1 + 0xFD) as u8),
            _ => match katakana_byte(character) {
                Some(byte) => bytes.push(byte),
                None => return put(bytes, CP932.code(character)),
            },
        }
        Ok(1)
    }
}
