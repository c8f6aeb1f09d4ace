//! Korean: EUC-KR, the code page of Windows, and Johab.

use super::charset::Charset;
use super::{Encoding, Next, State, Wrong, known, put, second, single};
use std::sync::LazyLock;

pub(super) const ENCODINGS: [&dyn Encoding; 3] = [&EucKr, &Cp949, &Johab];

static CP949: LazyLock<Charset> = LazyLock::new(|| Charset::of(encoding_rs::EUC_KR, b"", |_, _| true));

/// Whether a code of Windows is one of KS X 1001.
fn is_standard(code: u16) -> bool {
    let [first, second] = code.to_be_bytes();
    first >= 0xA1 && second >= 0xA1
}

/// The character of a code of KS X 1001, each byte above 0x80.
pub(super) fn ks_x_1001(code: u16) -> Option<char> {
    if is_standard(code) { CP949.character(code) } else { None }
}

/// The code of a character in KS X 1001.
pub(super) fn ks_x_1001_code(character: char) -> Option<u16> {
    CP949.code(character).filter(|code| is_standard(*code))
}

/// The letters a syllable begins with, those in its middle, and those at its end, after none.
const INITIALS: &str = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ";
const FINALS: &str = "ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ";
const FIRST_LETTER: u32 = 0x3131;
const FIRST_VOWEL: u32 = 0x314F;
const LAST_LETTER: u32 = 0x3163;
const FIRST_SYLLABLE: u32 = 0xAC00;
const LAST_SYLLABLE: u32 = 0xD7A3;

/// The number of a letter among others.
fn place(letters: &str, letter: char) -> Option<u32> {
    letters.chars().position(|known| known == letter).map(|place| place as u32)
}

fn letter(letters: &str, place: u32) -> Option<char> {
    letters.chars().nth(place as usize)
}

/// The letters of a syllable, by number; the last counts from one, and is zero if there is none.
fn parts(character: char) -> Option<(u32, u32, u32)> {
    let number = u32::from(character).checked_sub(FIRST_SYLLABLE)?;
    (u32::from(character) <= LAST_SYLLABLE).then_some((number / 588, number / 28 % 21, number % 28))
}

fn syllable(first: u32, middle: u32, last: u32) -> Option<char> {
    char::from_u32(FIRST_SYLLABLE + first * 588 + middle * 28 + last)
}

/// The first byte of a letter's code, and the code's second that stands for no letter.
const LETTER: u8 = 0xA4;
const FILLER: u8 = 0xD4;

struct EucKr;

impl EucKr {
    /// The syllable that is spelt by four codes: a filler and its letters.
    fn spelt(bytes: &[u8; 8]) -> Option<char> {
        let &[_, _, LETTER, first, LETTER, middle, LETTER, last] = bytes else { return None };
        let letter = |byte: u8| char::from_u32(FIRST_LETTER + u32::from(byte.checked_sub(0xA1)?));
        let first = place(INITIALS, letter(first)?)?;
        let middle = (u32::from(letter(middle)?)).checked_sub(FIRST_VOWEL).filter(|middle| *middle < 21)?;
        let last = match last {
            FILLER => 0,
            last => 1 + place(FINALS, letter(last)?)?,
        };
        syllable(first, middle, last)
    }
}

impl Encoding for EucKr {
    fn name(&self) -> &'static str {
        "euc_kr"
    }

    fn decode(&self, _: &mut State, bytes: &[u8], text: &mut String) -> Result<usize, Wrong> {
        match (bytes[0], bytes.get(1)) {
            (first @ ..0x80, _) => single(text, first.into()),
            (LETTER, Some(&FILLER)) => {
                let spelt = bytes.first_chunk().ok_or(Wrong::Incomplete)?;
                known(text, EucKr::spelt(spelt), 8)
            }
            (first, _) => known(text, ks_x_1001(u16::from_be_bytes([first, second(bytes)?])), 2),
        }
    }

    fn encode(&self, _: &mut State, character: char, _: Next, bytes: &mut Vec<u8>) -> Result<usize, Wrong> {
        if character.is_ascii() {
            bytes.push(character as u8);
            return Ok(1);
        }
        if let Some(code) = ks_x_1001_code(character) {
            return put(bytes, Some(code));
        }
        let (first, middle, last) = parts(character).ok_or(Wrong::Illegal(1))?;
        let code = |letter: char| (u32::from(letter) - FIRST_LETTER) as u8 + 0xA1;
        let first = letter(INITIALS, first).map_or(FILLER, code);
        let middle = char::from_u32(FIRST_VOWEL + middle).map_or(FILLER, code);
        let last = last.checked_sub(1).and_then(|last| letter(FINALS, last)).map_or(FILLER, code);
        bytes.extend([LETTER, FILLER, LETTER, first, LETTER, middle, LETTER, last]);
        Ok(1)
    }
}

struct Cp949;

impl Encoding for Cp949 {
    fn name(&self) -> &'static str {
        "cp949"
    }

    fn decode(&self, _: &mut State, bytes: &[u8], text: &mut String) -> Result<usize, Wrong> {
        match bytes[0] {
            first @ ..0x80 => single(text, first.into()),
            first => known(text, CP949.decode(first, second(bytes)?), 2),
        }
    }

    fn encode(&self, _: &mut State, character: char, _: Next, bytes: &mut Vec<u8>) -> Result<usize, Wrong> {
        if character.is_ascii() {
            bytes.push(character as u8);
            return Ok(1);
        }
        put(bytes, CP949.code(character))
    }
}

/// Syllables by their letters, five bits each, and the rest of KS X 1001 behind them.
struct Johab;

/// The five bits of each vowel.
const VOWELS: [u8; 21] = [3, 4, 5, 6, 7, 10, 11, 12, 13, 14, 15, 18, 19, 20, 21, 22, 23, 26, 27, 28, 29];

/// The bits of each letter of a syllable where there is none.
const NO_INITIAL: u32 = 1;
const NO_VOWEL: u32 = 2;
const NO_FINAL: u32 = 1;

impl Johab {
    fn bits(first: u32, middle: u32, last: u32) -> u16 {
        (0x8000 | first << 10 | middle << 5 | last) as u16
    }

    fn initial_bits(place: u32) -> u32 {
        place + 2
    }

    fn vowel_bits(place: u32) -> u32 {
        VOWELS.get(place as usize).map_or(NO_VOWEL, |bits| (*bits).into())
    }

    /// Of the last letter, from one.
    fn final_bits(place: u32) -> u32 {
        if place < 17 { place + 1 } else { place + 2 }
    }

    fn letters(code: u16) -> Option<char> {
        let bits = |shift: u16| u32::from(code >> shift) & 0x1F;
        let (first, middle, last) = (bits(10), bits(5), bits(0));
        let first = match first {
            NO_INITIAL => None,
            2..=20 => Some(first - 2),
            _ => return None,
        };
        let middle = match middle {
            NO_VOWEL => None,
            _ => Some(VOWELS.iter().position(|known| u32::from(*known) == middle)? as u32),
        };
        let last = match last {
            NO_FINAL => 0,
            2..=17 => last - 1,
            19..=29 => last - 2,
            _ => return None,
        };
        match (first, middle, last) {
            (None, None, 0) => Some('\u{3000}'),
            (None, None, last) => letter(FINALS, last - 1),
            (None, Some(middle), 0) => char::from_u32(FIRST_VOWEL + middle),
            (Some(first), None, 0) => letter(INITIALS, first),
            (Some(first), Some(middle), last) => syllable(first, middle, last),
            _ => None,
        }
    }

    /// The code of KS X 1001 that two bytes stand for.
    fn standard(first: u8, second: u8) -> Option<u16> {
        let wrong = first == 0xDF
            || !(0xD9..=0xF9).contains(&first)
            || !matches!(second, 0x31..=0x7E | 0x91..=0xFE)
            // Letters have another code.
            || first == 0xDA && matches!(second, 0xA1..=0xD3);
        if wrong {
            return None;
        }
        let row = if first < 0xE0 { 2 * (first - 0xD9) } else { 2 * (first - 0xE0) + 0x29 };
        let cell = second - if second < 0x91 { 0x31 } else { 0x43 };
        let (row, cell) = if cell < 94 { (row, cell) } else { (row + 1, cell - 94) };
        Some(u16::from_be_bytes([row + 0xA1, cell + 0xA1]))
    }
}

impl Encoding for Johab {
    fn name(&self) -> &'static str {
        "johab"
    }

    fn decode(&self, _: &mut State, bytes: &[u8], text: &mut String) -> Result<usize, Wrong> {
        match bytes[0] {
            first @ ..0x80 => single(text, first.into()),
            first @ ..0xD8 => known(text, Johab::letters(u16::from_be_bytes([first, second(bytes)?])), 2),
            first => known(text, Johab::standard(first, second(bytes)?).and_then(ks_x_1001), 2),
        }
    }

    fn encode(&self, _: &mut State, character: char, _: Next, bytes: &mut Vec<u8>) -> Result<usize, Wrong> {
        if character.is_ascii() {
            bytes.push(character as u8);
            return Ok(1);
        }
        if let Some((first, middle, last)) = parts(character) {
            let (first, middle) = (Johab::initial_bits(first), Johab::vowel_bits(middle));
            return put(bytes, Some(Johab::bits(first, middle, Johab::final_bits(last))));
        }
        if let number @ FIRST_LETTER..=LAST_LETTER = u32::from(character) {
            let code = if let Some(place) = number.checked_sub(FIRST_VOWEL) {
                Johab::bits(NO_INITIAL, Johab::vowel_bits(place), NO_FINAL)
            } else if let Some(place) = place(INITIALS, character) {
                Johab::bits(Johab::initial_bits(place), NO_VOWEL, NO_FINAL)
            } else {
                let place = place(FINALS, character).ok_or(Wrong::Illegal(1))?;
                Johab::bits(NO_INITIAL, NO_VOWEL, Johab::final_bits(place + 1))
            };
            return put(bytes, Some(code));
        }
        let [row, cell] = ks_x_1001_code(character).ok_or(Wrong::Illegal(1))?.to_be_bytes();
        let (row, cell) = (row - 0xA1, cell - 0xA1);
        let rows = match row {
            0..=0x0B => u16::from(row) + 0x1B2,
            0x29..=0x5C => u16::from(row) + 0x197,
            _ => return Err(Wrong::Illegal(1)),
        };
        let cell = cell + if rows & 1 == 1 { 94 } else { 0 };
        bytes.extend([(rows / 2) as u8, cell + if cell < 0x4E { 0x31 } else { 0x43 }]);
        Ok(1)
    }
}
