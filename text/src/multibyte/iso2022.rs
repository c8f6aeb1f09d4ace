//! ISO 2022: escape sequences choose the set of characters that the bytes behind them mean.

use super::chinese::GB2312;
use super::japanese::{JIS_X_0208, JIS_X_0212, katakana, katakana_byte};
use super::jisx0213::{self, Edition, Plane};
use super::korean::{ks_x_1001, ks_x_1001_code};
use super::{Encoding, Next, State, Wrong, known, single};

pub(super) const ENCODINGS: [&dyn Encoding; 7] = [
    &Iso2022 { name: "iso2022_kr", sets: &[Set::KsX1001InG1], shifts: true },
    &Iso2022 { name: "iso2022_jp", sets: &[Set::JisX0208, Set::Roman, Set::JisC6226], shifts: false },
    &Iso2022 {
        name: "iso2022_jp_1",
        sets: &[Set::JisX0208, Set::JisX0212, Set::Roman, Set::JisC6226],
        shifts: false,
    },
    &Iso2022 {
        name: "iso2022_jp_2",
        sets: &[
            Set::JisX0208,
            Set::JisX0212,
            Set::KsX1001,
            Set::Gb2312,
            Set::Roman,
            Set::JisC6226,
            Set::Latin1,
            Set::Greek,
        ],
        shifts: false,
    },
    &Iso2022 {
        name: "iso2022_jp_2004",
        sets: &[
            Set::Pairs(Edition::Of2004),
            Set::JisX0208,
            Set::First(Edition::Of2004),
            Set::Second(Edition::Of2004),
        ],
        shifts: false,
    },
    &Iso2022 {
        name: "iso2022_jp_3",
        sets: &[
            Set::Pairs(Edition::Of2000),
            Set::JisX0208,
            Set::First(Edition::Of2000),
            Set::Second(Edition::Of2000),
        ],
        shifts: false,
    },
    &Iso2022 {
        name: "iso2022_jp_ext",
        sets: &[Set::JisX0208, Set::JisX0212, Set::Roman, Set::Katakana, Set::JisC6226],
        shifts: false,
    },
];

const ESCAPE: u8 = 0x1B;
const SHIFT_OUT: u8 = 0x0E;
const SHIFT_IN: u8 = 0x0F;

/// The mark of ASCII, and the bit in the mark of a set whose codes have two bytes.
const ASCII: u8 = b'B';
const DOUBLE: u8 = 0x80;

/// The byte of the state with flags, and the flags: the set of G1 is in use; an unknown escape sequence goes by.
const FLAGS: usize = 4;
const SHIFTED: u8 = 1;
const THROUGH: u8 = 2;

/// An escape sequence that has not ended by then is none.
const LONGEST: usize = 16;

/// A set of characters that an escape sequence chooses.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Set {
    JisX0208,
    /// An earlier edition of it, which is taken for the same.
    JisC6226,
    JisX0212,
    Roman,
    Katakana,
    KsX1001,
    KsX1001InG1,
    Gb2312,
    Latin1,
    Greek,
    /// The first plane of JIS X 0213, only to write two characters that have one code.
    Pairs(Edition),
    First(Edition),
    Second(Edition),
}

impl Set {
    /// The last byte of the escape sequence, with the bit that says how wide a code is.
    fn mark(self) -> u8 {
        match self {
            Set::JisX0208 => b'B' | DOUBLE,
            Set::JisC6226 => b'@' | DOUBLE,
            Set::JisX0212 => b'D' | DOUBLE,
            Set::Roman => b'J',
            Set::Katakana => b'I',
            Set::KsX1001 | Set::KsX1001InG1 => b'C' | DOUBLE,
            Set::Gb2312 => b'A' | DOUBLE,
            Set::Latin1 => b'A',
            Set::Greek => b'F',
            Set::Pairs(Edition::Of2000) | Set::First(Edition::Of2000) => b'O' | DOUBLE,
            Set::Pairs(Edition::Of2004) | Set::First(Edition::Of2004) => b'Q' | DOUBLE,
            Set::Second(_) => b'P' | DOUBLE,
        }
    }

    fn width(self) -> usize {
        if self.mark() & DOUBLE == 0 { 1 } else { 2 }
    }

    /// The character of a code, each byte below 0x80; the sets of G2 have none here.
    fn character(self, bytes: &[u8]) -> Option<char> {
        let first = bytes[0];
        let code = || u16::from_be_bytes([first, *bytes.get(1).unwrap_or(&0)]) | 0x8080;
        // A second byte that has the eighth bit already is not one of this set.
        if self.width() == 2 && bytes.get(1).is_none_or(|second| *second >= 0x80) {
            return None;
        }
        match self {
            Set::JisX0208 | Set::JisC6226 => JIS_X_0208.character(code()),
            Set::JisX0212 => JIS_X_0212.character(code()),
            Set::Roman => Some(match first {
                b'\\' => '\u{A5}',
                b'~' => '\u{203E}',
                first => first.into(),
            }),
            Set::Katakana => katakana(first | 0x80),
            Set::KsX1001 | Set::KsX1001InG1 => ks_x_1001(code()),
            Set::Gb2312 => GB2312.character(code()),
            Set::Latin1 | Set::Greek => None,
            Set::Pairs(edition) | Set::First(edition) => jisx0213::first_plane(edition, code()),
            Set::Second(edition) => jisx0213::second_plane(edition, code()),
        }
    }

    /// The bytes of a character, as wide as the set's codes are, and how many characters they stand for.
    fn code(self, character: char, next: Next) -> Result<Option<(u16, usize)>, Wrong> {
        let code = match self {
            // Its yen and its overline aside, what it has is ASCII.
            Set::Roman => match character {
                '\u{A5}' => Some(u16::from(b'\\')),
                '\u{203E}' => Some(u16::from(b'~')),
                _ => None,
            },
            Set::Katakana => katakana_byte(character).map(u16::from),
            Set::JisX0208 | Set::JisC6226 => JIS_X_0208.code(character),
            Set::JisX0212 => JIS_X_0212.code(character),
            Set::KsX1001 | Set::KsX1001InG1 => ks_x_1001_code(character),
            Set::Gb2312 => GB2312.code(character),
            Set::Latin1 | Set::Greek => None,
            Set::Pairs(_) => return Ok(jisx0213::paired(character, next)?.map(|code| (code & 0x7F7F, 2))),
            Set::First(edition) => match jisx0213::code(edition, character) {
                Some(Plane::First(code)) => Some(code),
                _ => None,
            },
            Set::Second(edition) => match jisx0213::code(edition, character) {
                Some(Plane::Second(code)) => Some(code),
                _ => None,
            },
        };
        Ok(code.map(|code| (code & 0x7F7F, 1)))
    }
}

/// The character of ISO 8859-7 in its first edition.
fn greek(byte: u8) -> Option<char> {
    let later = matches!(byte, 0xA4 | 0xA5 | 0xAA);
    let bytes = [byte];
    let text = encoding_rs::ISO_8859_7.decode_without_bom_handling_and_without_replacement(&bytes);
    text.filter(|_| !later && byte >= 0xA0)?.chars().next()
}

/// An encoding that switches between sets.
struct Iso2022 {
    name: &'static str,
    /// Those it may choose; what is encoded goes into the first that has it.
    sets: &'static [Set],
    /// Whether control characters shift between G0 and G1.
    shifts: bool,
}

impl Iso2022 {
    fn has_g2(&self) -> bool {
        self.sets.contains(&Set::Latin1)
    }

    /// Reads an escape sequence that chooses a set: how long it is.
    fn choose(&self, state: &mut State, bytes: &[u8]) -> Result<usize, Wrong> {
        let byte = |place: usize| bytes.get(place).copied();
        let mut place = 1;
        let length = loop {
            if place >= LONGEST {
                return Err(Wrong::Illegal(1));
            }
            match (byte(place).ok_or(Wrong::Incomplete)?, byte(place + 1)) {
                (b'@' | b'A'..=b'Z', _) => break place + 1,
                // The sequence before this one only says that another edition will do.
                (b'&', Some(b'@')) if !self.shifts => place += 2,
                _ => {}
            }
            place += 1;
        };
        let wrong = Wrong::Illegal(length);
        let (mark, place) = match &bytes[1..length] {
            [b'$', mark] | [b'$', b'(', mark] => (mark | DOUBLE, 0),
            [b'$', b')', mark] => (mark | DOUBLE, 1),
            [b'(', mark] => (*mark, 0),
            [b')', mark] => (*mark, 1),
            [b'.', mark] if self.has_g2() => (*mark, 2),
            [_, _, ESCAPE, b'$', b'B'] if !self.shifts => (b'B' | DOUBLE, 0),
            _ => return Err(wrong),
        };
        if mark != ASCII && !self.sets.iter().any(|set| set.mark() == mark) {
            return Err(wrong);
        }
        state.0[place] = mark;
        Ok(length)
    }

    /// Reads one character of G2, behind its escape sequence.
    fn single_shift(&self, state: &State, byte: u8, text: &mut String) -> Result<usize, Wrong> {
        let character = match state.0[2] {
            b'A' if byte < 0x80 => Some(char::from(byte + 0x80)),
            b'F' => match byte ^ 0x80 {
                byte @ ..0xA0 => Some(byte.into()),
                byte => greek(byte),
            },
            ASCII if byte < 0x80 => Some(byte.into()),
            _ => None,
        };
        known(text, character, 3)
    }

    fn leave_shift(state: &mut State, bytes: &mut Vec<u8>) {
        if state.0[FLAGS] & SHIFTED != 0 {
            bytes.push(SHIFT_IN);
            state.0[FLAGS] &= !SHIFTED;
        }
    }

    fn choose_ascii(state: &mut State, bytes: &mut Vec<u8>) {
        if state.0[0] != ASCII {
            bytes.extend([ESCAPE, b'(', ASCII]);
            state.0[0] = ASCII;
        }
    }
}

impl Encoding for Iso2022 {
    fn name(&self) -> &'static str {
        self.name
    }

    fn initial_encoder(&self) -> State {
        State([ASCII, ASCII, 0, 0, 0, 0, 0, 0])
    }

    fn initial_decoder(&self) -> State {
        State([ASCII, ASCII, ASCII, 0, 0, 0, 0, 0])
    }

    fn decode(&self, state: &mut State, bytes: &[u8], text: &mut String) -> Result<usize, Wrong> {
        let first = bytes[0];
        if state.0[FLAGS] & THROUGH != 0 {
            if matches!(first, b'@' | b'A'..=b'Z') {
                state.0[FLAGS] &= !THROUGH;
            }
            return single(text, first.into());
        }
        match first {
            ESCAPE => match *bytes {
                [_] => return Err(Wrong::Incomplete),
                [_, b'(' | b')' | b'$' | b'.' | b'&', ..] => return self.choose(state, bytes),
                [_, b'N', ref rest @ ..] if self.has_g2() => {
                    let byte = rest.first().ok_or(Wrong::Incomplete)?;
                    return self.single_shift(state, *byte, text);
                }
                _ => {
                    state.0[FLAGS] |= THROUGH;
                    return single(text, first.into());
                }
            },
            SHIFT_IN if self.shifts => {
                state.0[FLAGS] &= !SHIFTED;
                return Ok(1);
            }
            SHIFT_OUT if self.shifts => {
                state.0[FLAGS] |= SHIFTED;
                return Ok(1);
            }
            b'\n' => {
                state.0[FLAGS] &= !SHIFTED;
                return single(text, '\n');
            }
            ..0x20 => return single(text, first.into()),
            0x80.. => return Err(Wrong::Illegal(1)),
            _ => {}
        }
        let mark = if state.0[FLAGS] & SHIFTED == 0 { state.0[0] } else { state.0[1] };
        if mark == ASCII {
            return single(text, first.into());
        }
        let Some(set) = self.sets.iter().find(|set| set.mark() == mark) else {
            return Err(Wrong::Illegal(1));
        };
        let width = set.width();
        if bytes.len() < width {
            return Err(Wrong::Incomplete);
        }
        if let Set::Pairs(_) | Set::First(_) = set
            && let Some(pair) = jisx0213::pair(u16::from_be_bytes([bytes[0], bytes[1]]) | 0x8080)
            && bytes[1] < 0x80
        {
            text.extend(pair);
            return Ok(width);
        }
        match set.character(bytes) {
            Some(character) => {
                text.push(character);
                Ok(width)
            }
            None => Err(Wrong::Illegal(width)),
        }
    }

    fn encode(
        &self,
        state: &mut State,
        character: char,
        next: Next,
        bytes: &mut Vec<u8>,
    ) -> Result<usize, Wrong> {
        if character.is_ascii() {
            Iso2022::choose_ascii(state, bytes);
            Iso2022::leave_shift(state, bytes);
            bytes.push(character as u8);
            if character == '\n' {
                state.0[FLAGS] &= !SHIFTED;
            }
            return Ok(1);
        }
        for set in self.sets {
            let Some((code, taken)) = set.code(character, next)? else { continue };
            let mark = set.mark();
            let in_g1 = *set == Set::KsX1001InG1;
            let place = usize::from(in_g1);
            if !in_g1 {
                Iso2022::leave_shift(state, bytes);
            }
            if state.0[place] != mark {
                let final_byte = mark & !DOUBLE;
                match (set, in_g1) {
                    (Set::JisX0208, _) => bytes.extend([ESCAPE, b'$', final_byte]),
                    (_, true) => bytes.extend([ESCAPE, b'$', b')', final_byte]),
                    _ if set.width() == 1 => bytes.extend([ESCAPE, b'(', final_byte]),
                    _ => bytes.extend([ESCAPE, b'$', b'(', final_byte]),
                }
                state.0[place] = mark;
            }
            if in_g1 && state.0[FLAGS] & SHIFTED == 0 {
                bytes.push(SHIFT_OUT);
                state.0[FLAGS] |= SHIFTED;
            }
            match set.width() {
                1 => bytes.push(code as u8),
                _ => bytes.extend(code.to_be_bytes()),
            }
            return Ok(taken);
        }
        Err(Wrong::Illegal(1))
    }

    fn reset_encoder(&self, state: &mut State, bytes: &mut Vec<u8>) {
        Iso2022::leave_shift(state, bytes);
        Iso2022::choose_ascii(state, bytes);
    }

    fn reset_decoder(&self, state: &mut State) {
        state.0[0] = ASCII;
        state.0[FLAGS] &= !SHIFTED;
    }
}
