//! UTF-7: ASCII, and between `+` and `-` the base 64 of UTF-16.

use super::{DecodeError, OnDecodeError, replace};
use crate::surrogate;

const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

fn digit(byte: u8) -> Option<u32> {
    DIGITS.iter().position(|&digit| digit == byte).map(|value| value as u32)
}

/// Whether a character is written as itself.
fn is_direct(character: char) -> bool {
    matches!(character, '\t' | '\n' | '\r' | ' '..='}') && !matches!(character, '+' | '\\')
}

pub(super) fn encode(text: &str) -> Vec<u8> {
    let mut encoded = Vec::with_capacity(text.len());
    let (mut bits, mut count, mut shifted) = (0_u32, 0, false);
    for character in text.chars() {
        if is_direct(character) {
            if shifted {
                if count > 0 {
                    encoded.push(DIGITS[(bits << (6 - count) & 63) as usize]);
                    (bits, count) = (0, 0);
                }
                shifted = false;
                if digit(character as u8).is_some() || character == '-' {
                    encoded.push(b'-');
                }
            }
            encoded.push(character as u8);
            continue;
        }
        if !shifted {
            encoded.push(b'+');
            if character == '+' {
                encoded.push(b'-');
                continue;
            }
            shifted = true;
        }
        let code = surrogate::to_code_point(character);
        let units = match code.checked_sub(0x1_0000) {
            Some(above) => [Some(0xD800 + (above >> 10)), Some(0xDC00 + (above & 0x3FF))],
            None => [Some(code), None],
        };
        for unit in units.into_iter().flatten() {
            bits = bits << 16 | unit;
            count += 16;
            while count >= 6 {
                count -= 6;
                encoded.push(DIGITS[(bits >> count & 63) as usize]);
            }
            bits &= (1 << count) - 1;
        }
    }
    if count > 0 {
        encoded.push(DIGITS[(bits << (6 - count) & 63) as usize]);
    }
    if shifted {
        encoded.push(b'-');
    }
    encoded
}

/// What has been read of a shifted part.
#[derive(Default)]
struct Shifted {
    bits: u32,
    count: u32,
    /// The first half of a pair of surrogates.
    high: Option<u32>,
}

impl Shifted {
    fn push_unit(&mut self, text: &mut String, unit: u32) {
        if let Some(high) = self.high.take() {
            if (0xDC00..0xE000).contains(&unit) {
                text.extend(char::from_u32(0x1_0000 + ((high - 0xD800) << 10) + (unit - 0xDC00)));
                return;
            }
            text.extend(surrogate::from_code_point(high));
        }
        if (0xD800..0xDC00).contains(&unit) {
            self.high = Some(unit);
        } else {
            text.extend(surrogate::from_code_point(unit));
        }
    }

    fn push_digit(&mut self, text: &mut String, digit: u32) {
        self.bits = self.bits << 6 | digit;
        self.count += 6;
        if self.count >= 16 {
            self.count -= 16;
            self.push_unit(text, self.bits >> self.count & 0xFFFF);
            self.bits &= (1 << self.count) - 1;
        }
    }

    /// What is wrong with its end, if anything is.
    fn complaint(&self) -> Option<&'static str> {
        if self.count >= 6 {
            Some("partial character in base64 sequence")
        } else if self.bits != 0 {
            Some("non-zero padding bits in base64 sequence")
        } else {
            None
        }
    }
}

pub(super) fn decode<E>(
    bytes: &[u8],
    is_final: bool,
    on_error: &mut OnDecodeError<'_, E>,
) -> Result<(String, usize), E> {
    let mut text = String::with_capacity(bytes.len());
    let mut next = 0;
    while let Some(&byte) = bytes.get(next) {
        let start = next;
        let wrong = |end, reason| DecodeError { encoding: "utf7", start, end, reason };
        next += 1;
        if byte != b'+' {
            if byte.is_ascii() {
                text.push(char::from(byte));
            } else {
                next =
                    replace(&mut text, wrong(next, "unexpected special character"), bytes.len(), on_error)?;
            }
            continue;
        }
        if bytes.get(next) == Some(&b'-') {
            text.push('+');
            next += 1;
            continue;
        }
        let before = text.len();
        let mut shifted = Shifted::default();
        while let Some(digit) = bytes.get(next).and_then(|&byte| digit(byte)) {
            shifted.push_digit(&mut text, digit);
            next += 1;
        }
        let Some(&end) = bytes.get(next) else {
            if !is_final {
                text.truncate(before);
                return Ok((text, start));
            }
            if shifted.count >= 6 || shifted.bits != 0 || shifted.high.is_some() {
                next = replace(&mut text, wrong(next, "unterminated shift sequence"), bytes.len(), on_error)?;
            }
            continue;
        };
        if next == start + 1 {
            next = replace(&mut text, wrong(next + 1, "ill-formed sequence"), bytes.len(), on_error)?;
            continue;
        }
        if let Some(reason) = shifted.complaint() {
            next = replace(&mut text, wrong(next + 1, reason), bytes.len(), on_error)?;
            continue;
        }
        // Half a character at the end is kept, unless what follows is wrong itself.
        if end.is_ascii() && end != b'+' {
            text.extend(shifted.high.take().and_then(surrogate::from_code_point));
        }
        next += usize::from(end == b'-');
    }
    Ok((text, bytes.len()))
}
