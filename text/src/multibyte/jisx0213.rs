//! JIS X 0213, of 2000 and of 2004, in two planes: as EUC, as Shift JIS, and for ISO 2022.

use super::charset::Charset;
use super::japanese::{JIS_X_0208, JIS_X_0212, from_shift, is_shift_lead, katakana, katakana_byte, to_shift};
use super::{Encoding, Next, State, Wrong, known, put, second, single};
use std::sync::LazyLock;

/// The characters that JIS X 0213 has and JIS X 0208 and 0212 have not: a plane, a code, and the characters from there
/// on; after a plus, two characters that have one code.
const CELLS: &str = include_str!("jisx0213.txt");

/// The year of the standard.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Edition {
    Of2000,
    Of2004,
}

/// The plane of a code; each byte of the code is above 0x80.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Plane {
    First(u16),
    Second(u16),
}

struct Planes {
    first: Charset,
    second: Charset,
    /// Codes of the first plane that stand for two characters.
    pairs: Vec<(u16, [char; 2])>,
}

static PLANES: LazyLock<Planes> = LazyLock::new(|| {
    let mut planes = Planes { first: Charset::new(), second: Charset::new(), pairs: vec![] };
    for line in CELLS.lines() {
        let mut parts = line.splitn(3, ' ');
        let (Some(plane), Some(code), Some(characters)) = (parts.next(), parts.next(), parts.next()) else {
            continue;
        };
        let Ok(code) = u16::from_str_radix(code, 16) else { continue };
        let code = code | 0x8080;
        let mut run = characters.chars();
        if let ('+', Some(first), Some(second)) = (run.next().unwrap_or('+'), run.next(), run.next())
            && characters.starts_with('+')
        {
            planes.pairs.push((code, [first, second]));
            continue;
        }
        let charset = if plane == "1" { &mut planes.first } else { &mut planes.second };
        for (code, character) in (code..).zip(characters.chars()) {
            charset.add(code, character);
        }
    }
    planes
});

/// Characters that came with the edition of 2004.
fn is_of_2004(character: char) -> bool {
    "俱剝𠮟吞噓姸屛幷瘦繫".contains(character)
}

/// The character whose form changed in 2004, its code, and its form before.
const CHANGED: (char, u16, char) = ('鬜', 0xFDBB, '鬝');

/// The two characters of a code of the first plane.
pub(super) fn pair(code: u16) -> Option<[char; 2]> {
    PLANES.pairs.iter().find(|(known, _)| *known == code).map(|(_, pair)| *pair)
}

/// The code of two characters.
pub(super) fn pair_code(first: char, second: char) -> Option<u16> {
    PLANES.pairs.iter().find(|(_, pair)| *pair == [first, second]).map(|(code, _)| *code)
}

/// Whether a character may have a code together with the next.
pub(super) fn begins_pair(character: char) -> bool {
    PLANES.pairs.iter().any(|(_, [first, _])| *first == character)
}

pub(super) fn first_plane(edition: Edition, code: u16) -> Option<char> {
    let character = JIS_X_0208.character(code).or_else(|| PLANES.first.character(code))?;
    (edition == Edition::Of2004 || !is_of_2004(character)).then_some(character)
}

/// What two bytes mean that name no character of an edition: those of the other edition are wrong together.
fn unknown(edition: Edition, code: u16) -> Wrong {
    let is_later = edition == Edition::Of2000 && first_plane(Edition::Of2004, code).is_some();
    Wrong::Illegal(if is_later { 2 } else { 1 })
}

/// Decodes a code of the first plane, where `reads` stands for `means` in the encoding at hand.
fn two_bytes(
    edition: Edition,
    code: u16,
    [reads, means]: [char; 2],
    text: &mut String,
) -> Result<usize, Wrong> {
    match pair(code) {
        Some(pair) => text.extend(pair),
        None => {
            let character = first_plane(edition, code).ok_or_else(|| unknown(edition, code))?;
            text.push(if character == reads { means } else { character });
        }
    }
    Ok(2)
}

/// Whether an edition has a character only where another has it, or not at all.
fn is_withheld(edition: Edition, character: char) -> bool {
    let (now, ..) = CHANGED;
    edition == Edition::Of2000 && (character == now || is_of_2004(character))
}

pub(super) fn second_plane(edition: Edition, code: u16) -> Option<char> {
    let (_, changed, before) = CHANGED;
    match edition {
        Edition::Of2000 if code == changed => Some(before),
        _ => PLANES.second.character(code),
    }
}

/// The code of one character.
pub(super) fn code(edition: Edition, character: char) -> Option<Plane> {
    let (_, changed, before) = CHANGED;
    if edition == Edition::Of2000 && character == before {
        return Some(Plane::Second(changed));
    }
    if is_withheld(edition, character) {
        return None;
    }
    let first = PLANES.first.code(character).or_else(|| JIS_X_0208.code(character)).map(Plane::First);
    first.or_else(|| PLANES.second.code(character).map(Plane::Second))
}

/// Encodes two characters if they have a code together. None says that the first stands for itself.
pub(super) fn paired(character: char, next: Next) -> Result<Option<u16>, Wrong> {
    if !begins_pair(character) {
        return Ok(None);
    }
    match next {
        Next::Unknown => Err(Wrong::Incomplete),
        Next::End => Ok(None),
        Next::Character(next) => Ok(pair_code(character, next)),
    }
}

/// JIS X 0213 with JIS X 0212 beside its second plane, as EUC.
pub(super) struct EucJis2004 {
    pub(super) name: &'static str,
    pub(super) edition: Edition,
}

impl Encoding for EucJis2004 {
    fn name(&self) -> &'static str {
        self.name
    }

    fn decode(&self, _: &mut State, bytes: &[u8], text: &mut String) -> Result<usize, Wrong> {
        match bytes[0] {
            first @ ..0x80 => single(text, first.into()),
            0x8E => known(text, katakana(second(bytes)?), 2),
            0x8F => match *bytes {
                [_, second, third, ..] => {
                    let code = u16::from_be_bytes([second, third]);
                    let character = second_plane(self.edition, code).or_else(|| JIS_X_0212.character(code));
                    known(text, character, 3)
                }
                _ => Err(Wrong::Incomplete),
            },
            first => {
                let code = u16::from_be_bytes([first, second(bytes)?]);
                two_bytes(self.edition, code, ['~', '～'], text)
            }
        }
    }

    fn encode(
        &self,
        _: &mut State,
        character: char,
        next: Next,
        bytes: &mut Vec<u8>,
    ) -> Result<usize, Wrong> {
        if character.is_ascii() {
            bytes.push(character as u8);
            return Ok(1);
        }
        if let Some(byte) = katakana_byte(character) {
            bytes.extend([0x8E, byte]);
            return Ok(1);
        }
        if let Some(code) = paired(character, next)? {
            put(bytes, Some(code))?;
            return Ok(2);
        }
        if is_withheld(self.edition, character) {
            return Err(Wrong::Illegal(1));
        }
        let character = if character == '～' { '~' } else { character };
        let code = code(self.edition, character).or_else(|| JIS_X_0212.code(character).map(Plane::Second));
        match code.ok_or(Wrong::Illegal(1))? {
            Plane::First(code) => put(bytes, Some(code)),
            Plane::Second(code) => {
                bytes.push(0x8F);
                put(bytes, Some(code))
            }
        }
    }
}

/// JIS X 0213 as Shift JIS.
pub(super) struct ShiftJis2004 {
    pub(super) name: &'static str,
    pub(super) edition: Edition,
}

/// The rows of the second plane, from zero, in the order in which Shift JIS has them behind those of the first.
const SECOND_ROWS: [u8; 26] =
    [0, 7, 2, 3, 4, 11, 12, 13, 14, 77, 78, 79, 80, 81, 82, 83, 84, 85, 86, 87, 88, 89, 90, 91, 92, 93];

impl Encoding for ShiftJis2004 {
    fn name(&self) -> &'static str {
        self.name
    }

    fn decode(&self, _: &mut State, bytes: &[u8], text: &mut String) -> Result<usize, Wrong> {
        match bytes[0] {
            b'\\' => single(text, '\u{A5}'),
            b'~' => single(text, '\u{203E}'),
            first @ ..0x80 => single(text, first.into()),
            first if is_shift_lead(first) => {
                let (row, cell) = from_shift(first, second(bytes)?).ok_or(Wrong::Illegal(1))?;
                if let Some(row) = row.checked_sub(94) {
                    let row = SECOND_ROWS.get(usize::from(row)).ok_or(Wrong::Illegal(1))?;
                    let code = u16::from_be_bytes([0xA1 + row, 0xA1 + cell]);
                    return known(text, second_plane(self.edition, code), 2);
                }
                let code = u16::from_be_bytes([0xA1 + row, 0xA1 + cell]);
                two_bytes(self.edition, code, ['＼', '\\'], text)
            }
            first => known(text, katakana(first), 1),
        }
    }

    fn encode(
        &self,
        _: &mut State,
        character: char,
        next: Next,
        bytes: &mut Vec<u8>,
    ) -> Result<usize, Wrong> {
        let character = match character {
            '\\' => '＼',
            '＼' => return Err(Wrong::Illegal(1)),
            '~' => '~',
            '\0'..='\x7F' => {
                bytes.push(character as u8);
                return Ok(1);
            }
            '\u{A5}' => {
                bytes.push(b'\\');
                return Ok(1);
            }
            '\u{203E}' => {
                bytes.push(b'~');
                return Ok(1);
            }
            _ => character,
        };
        if let Some(byte) = katakana_byte(character) {
            bytes.push(byte);
            return Ok(1);
        }
        let (code, taken) = match paired(character, next)? {
            Some(code) => (Plane::First(code), 2),
            None => (code(self.edition, character).ok_or(Wrong::Illegal(1))?, 1),
        };
        let (row, cell) = match code {
            Plane::First(code) => {
                let [row, cell] = code.to_be_bytes();
                (row - 0xA1, cell - 0xA1)
            }
            Plane::Second(code) => {
                let [row, cell] = code.to_be_bytes();
                let place = SECOND_ROWS.iter().position(|known| *known == row - 0xA1);
                (94 + place.ok_or(Wrong::Illegal(1))? as u8, cell - 0xA1)
            }
        };
        put(bytes, Some(to_shift(row, cell)))?;
        Ok(taken)
    }
}
