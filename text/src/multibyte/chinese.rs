//! Simplified Chinese: GB 2312, GBK, GB 18030 and HZ.

use super::charset::Charset;
use super::{Encoding, Next, State, Wrong, known, put, second, single};
use std::sync::LazyLock;

pub(super) const ENCODINGS: [&dyn Encoding; 4] = [&Gb2312, &Gbk, &Gb18030, &Hz];

/// Characters for private use: what GBK has in the Web's encoding and not in CPython's.
fn is_private(character: char) -> bool {
    matches!(character, '\u{E000}'..'\u{F900}')
}

/// GB 2312, each byte above 0x80.
pub(super) static GB2312: LazyLock<Charset> = LazyLock::new(|| {
    Charset::of(encoding_rs::GBK, b"", |code, character| {
        let [first, second] = code.to_be_bytes();
        let later = matches!(code, 0xA2A1..=0xA2AA | 0xA2E3 | 0xA6D9..=0xA6F5 | 0xA8BB..=0xA8C0);
        (0xA1..=0xF7).contains(&first) && second >= 0xA1 && !is_private(character) && !later
    })
    .replace(&[(0xA1A4, "\u{30FB}"), (0xA1AA, "\u{2015}")])
});

static GBK: LazyLock<Charset> = LazyLock::new(|| {
    Charset::of(encoding_rs::GBK, b"", |code, character| {
        let later = matches!(code, 0xA2E3 | 0xA3A0 | 0xA6D9..=0xA6DF | 0xA6EC | 0xA6ED | 0xA6F3)
            || matches!(code, 0xA8BC | 0xA8BF | 0xA989..=0xA995)
            || matches!(code, 0xFE50 | 0xFE54..=0xFEA0) && !matches!(code, 0xFE6C | 0xFE76 | 0xFE91);
        !is_private(character) && !later
    })
});

/// The codes of two bytes of GB 18030, of its first edition.
static GB18030_TWO: LazyLock<Charset> = LazyLock::new(|| {
    Charset::of(encoding_rs::GB18030, b"", |_, _| true).replace(&[
        (0xA3A0, "\u{E5E5}"),
        (0xA6D9, "\u{E78D}\u{E78E}\u{E78F}\u{E790}\u{E791}\u{E792}\u{E793}"),
        (0xA6EC, "\u{E794}\u{E795}"),
        (0xA6F3, "\u{E796}"),
        (0xA8BC, "\u{E7C7}"),
        (0xFE59, "\u{E81E}"),
        (0xFE61, "\u{E826}"),
        (0xFE66, "\u{E82B}\u{E82C}"),
        (0xFE6D, "\u{E832}"),
        (0xFE7E, "\u{E843}"),
        (0xFE90, "\u{E854}"),
        (0xFEA0, "\u{E864}"),
    ])
});

/// The characters up to U+FFFF that have no code of two bytes, in order: the codes of four bytes count them.
static GB18030_FOUR: LazyLock<Vec<u16>> = LazyLock::new(|| {
    let characters = '\u{80}'..='\u{FFFF}';
    characters.filter(|&c| GB18030_TWO.code(c).is_none()).map(|c| c as u16).collect()
});

/// The number of U+10000 among the codes of four bytes.
const SUPPLEMENTARY: u32 = 15 * 12_600;

struct Gb2312;

impl Encoding for Gb2312 {
    fn name(&self) -> &'static str {
        "gb2312"
    }

    fn decode(&self, _: &mut State, bytes: &[u8], text: &mut String) -> Result<usize, Wrong> {
        match bytes[0] {
            first @ ..0x80 => single(text, first.into()),
            first => known(text, GB2312.decode(first, second(bytes)?), 2),
        }
    }

    fn encode(&self, _: &mut State, character: char, _: Next, bytes: &mut Vec<u8>) -> Result<usize, Wrong> {
        if character.is_ascii() {
            bytes.push(character as u8);
            return Ok(1);
        }
        put(bytes, GB2312.code(character))
    }
}

struct Gbk;

impl Encoding for Gbk {
    fn name(&self) -> &'static str {
        "gbk"
    }

    fn decode(&self, _: &mut State, bytes: &[u8], text: &mut String) -> Result<usize, Wrong> {
        match bytes[0] {
            first @ ..0x80 => single(text, first.into()),
            first => known(text, GBK.decode(first, second(bytes)?), 2),
        }
    }

    fn encode(&self, _: &mut State, character: char, _: Next, bytes: &mut Vec<u8>) -> Result<usize, Wrong> {
        if character.is_ascii() {
            bytes.push(character as u8);
            return Ok(1);
        }
        put(bytes, GBK.code(character))
    }
}

struct Gb18030;

impl Encoding for Gb18030 {
    fn name(&self) -> &'static str {
        "gb18030"
    }

    fn decode(&self, _: &mut State, bytes: &[u8], text: &mut String) -> Result<usize, Wrong> {
        let first = bytes[0];
        if first < 0x80 {
            return single(text, first.into());
        }
        let second = second(bytes)?;
        if !second.is_ascii_digit() {
            return known(text, GB18030_TWO.decode(first, second), 2);
        }
        let &[third, fourth] =
            bytes.get(2..4).and_then(|rest| rest.first_chunk()).ok_or(Wrong::Incomplete)?;
        if first < 0x81 || third < 0x81 || !fourth.is_ascii_digit() {
            return Err(Wrong::Illegal(1));
        }
        let pair = |high: u8, low: u8| u32::from(high - 0x81) * 10 + u32::from(low - b'0');
        let number = pair(first, second) * 1260 + pair(third, fourth);
        let character = match number.checked_sub(SUPPLEMENTARY) {
            Some(number) => char::from_u32(0x10000 + number),
            None => GB18030_FOUR.get(number as usize).and_then(|&code| char::from_u32(code.into())),
        };
        known(text, character, 4)
    }

    fn encode(&self, _: &mut State, character: char, _: Next, bytes: &mut Vec<u8>) -> Result<usize, Wrong> {
        if character.is_ascii() {
            bytes.push(character as u8);
            return Ok(1);
        }
        if let Some(code) = GB18030_TWO.code(character) {
            return put(bytes, Some(code));
        }
        let mut number = match u16::try_from(u32::from(character)) {
            Ok(code) => GB18030_FOUR.partition_point(|&known| known < code) as u32,
            Err(_) => u32::from(character) - 0x10000 + SUPPLEMENTARY,
        };
        let mut digit = |base: u32, zero: u8| {
            let digit = zero + (number % base) as u8;
            number /= base;
            digit
        };
        let (fourth, third, second) = (digit(10, b'0'), digit(126, 0x81), digit(10, b'0'));
        bytes.extend([digit(126, 0x81), second, third, fourth]);
        Ok(1)
    }
}

/// GB 2312 in seven bits: `~{` and `~}` lead there and back. The first byte of the state says whether one is there.
struct Hz;

impl Encoding for Hz {
    fn name(&self) -> &'static str {
        "hz"
    }

    fn decode(&self, state: &mut State, bytes: &[u8], text: &mut String) -> Result<usize, Wrong> {
        let first = bytes[0];
        let shifted = &mut state.0[0];
        match first {
            b'~' => match (second(bytes)?, *shifted) {
                (b'~', _) => text.push('~'),
                (b'{', 0) => *shifted = 1,
                (b'}', 1) => *shifted = 0,
                (b'\n', _) => {}
                _ => return Err(Wrong::Illegal(1)),
            },
            0x80.. => return Err(Wrong::Illegal(1)),
            _ if *shifted == 0 => return single(text, first.into()),
            _ => return known(text, GB2312.decode(first | 0x80, high(second(bytes)?)?), 2),
        }
        Ok(2)
    }

    fn encode(
        &self,
        state: &mut State,
        character: char,
        _: Next,
        bytes: &mut Vec<u8>,
    ) -> Result<usize, Wrong> {
        let shifted = &mut state.0[0];
        if character.is_ascii() {
            if *shifted != 0 {
                bytes.extend(b"~}");
                *shifted = 0;
            }
            if character == '~' {
                bytes.push(b'~');
            }
            bytes.push(character as u8);
            return Ok(1);
        }
        let code = GB2312.code(character).ok_or(Wrong::Illegal(1))?;
        if *shifted == 0 {
            bytes.extend(b"~{");
            *shifted = 1;
        }
        put(bytes, Some(code & 0x7F7F))
    }

    fn reset_encoder(&self, state: &mut State, bytes: &mut Vec<u8>) {
        if state.0[0] != 0 {
            bytes.extend(b"~}");
            state.0[0] = 0;
        }
    }

    fn reset_decoder(&self, state: &mut State) {
        state.0[0] = 0;
    }
}

/// The second byte of a code in seven bits, as it is in eight.
fn high(byte: u8) -> Result<u8, Wrong> {
    if byte < 0x80 { Ok(byte | 0x80) } else { Err(Wrong::Illegal(1)) }
}
