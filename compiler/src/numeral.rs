//! What is wrong with a number.

use std::ops::Range;

const LEADING_ZEROS: &str =
    "leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers";

/// Keywords that may follow a number at once.
const FOLLOWING: [&str; 5] = ["and", "else", "for", "or", "not"];

/// What is wrong, and from where to where.
#[derive(Debug, PartialEq)]
pub(crate) struct Wrong {
    pub message: String,
    pub range: Range<usize>,
}

/// What is wrong with the number that a text begins with.
pub(crate) fn wrong(text: &str) -> Option<Wrong> {
    let mut numeral = Numeral { text: text.as_bytes(), at: 0 };
    numeral.read().err()
}

struct Numeral<'t> {
    text: &'t [u8],
    at: usize,
}

fn is_name(byte: u8) -> bool {
    byte == b'_' || byte.is_ascii_alphanumeric()
}

impl Numeral<'_> {
    fn next(&self) -> u8 {
        self.text.get(self.at).copied().unwrap_or(0)
    }

    fn take(&mut self, wanted: impl Fn(&u8) -> bool) -> bool {
        let found = self.text.get(self.at).is_some_and(wanted);
        self.at += usize::from(found);
        found
    }

    /// A complaint at the last character that was read.
    fn fail<T>(&self, message: String) -> Result<T, Wrong> {
        let last = self.at.saturating_sub(1);
        Err(Wrong { message, range: last..last })
    }

    fn read(&mut self) -> Result<(), Wrong> {
        let prefix = [self.next(), self.text.get(1).copied().unwrap_or(0).to_ascii_lowercase()];
        match &prefix {
            b"0x" => return self.of_base(16, "hexadecimal"),
            b"0o" => return self.of_base(8, "octal"),
            b"0b" => return self.of_base(2, "binary"),
            _ => {}
        }
        let mut padded = None;
        if self.next() == b'0' {
            loop {
                if self.take(|byte| *byte == b'_') && !self.next().is_ascii_digit() {
                    return self.fail("invalid decimal literal".to_owned());
                }
                if !self.take(|byte| *byte == b'0') {
                    break;
                }
            }
            padded = self.next().is_ascii_digit().then_some(self.at);
        }
        self.digits()?;
        let mut whole = true;
        if self.take(|byte| *byte == b'.') {
            whole = false;
            if self.next().is_ascii_digit() {
                self.digits()?;
            }
        }
        if self.next().eq_ignore_ascii_case(&b'e') {
            whole = false;
            let letter = self.at;
            self.at += 1;
            let signed = self.take(|byte| matches!(byte, b'+' | b'-'));
            if !self.next().is_ascii_digit() {
                if signed {
                    return self.fail("invalid decimal literal".to_owned());
                }
                self.at = letter;
                return self.end("decimal");
            }
            self.digits()?;
        }
        if self.take(|byte| byte.eq_ignore_ascii_case(&b'j')) {
            return self.end("imaginary");
        }
        if let Some(zeros) = padded.filter(|_| whole) {
            return Err(Wrong { message: LEADING_ZEROS.to_owned(), range: 0..zeros });
        }
        self.end("decimal")
    }

    fn digits(&mut self) -> Result<(), Wrong> {
        loop {
            while self.take(u8::is_ascii_digit) {}
            if !self.take(|byte| *byte == b'_') {
                return Ok(());
            }
            if !self.next().is_ascii_digit() {
                return self.fail("invalid decimal literal".to_owned());
            }
        }
    }

    fn of_base(&mut self, base: u32, word: &str) -> Result<(), Wrong> {
        let is_digit = |byte: &u8| char::from(*byte).is_digit(base);
        self.at = 2;
        loop {
            self.take(|byte| *byte == b'_');
            if !is_digit(&self.next()) {
                break;
            }
            while self.take(is_digit) {}
            if self.next() != b'_' {
                break;
            }
        }
        let next = self.next();
        if next.is_ascii_digit() {
            self.at += 1;
            return self.fail(format!("invalid digit '{}' in {word} literal", char::from(next)));
        }
        let ended = self.at.checked_sub(1).and_then(|last| self.text.get(last)).is_some_and(is_digit);
        if self.at > 2 && ended { self.end(word) } else { self.fail(format!("invalid {word} literal")) }
    }

    /// What may follow a number: not a name, but some keywords.
    fn end(&self, word: &str) -> Result<(), Wrong> {
        let rest = self.text.get(self.at..).unwrap_or_default();
        let begins = |keyword: &&str| {
            rest.starts_with(keyword.as_bytes())
                && !rest.get(keyword.len()).is_some_and(|byte| is_name(*byte))
        };
        let keyword = FOLLOWING.iter().any(begins)
            || [b"if", b"in", b"is"].iter().any(|keyword| rest.starts_with(*keyword));
        if keyword || !is_name(self.next()) { Ok(()) } else { self.fail(format!("invalid {word} literal")) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_wrong_character_is_told() {
        let told = |text| wrong(text).map(|wrong| (wrong.message, wrong.range));
        for right in ["0", "00", "1_000", "0x_fF", "1.", "1.5e+10j", "1if x", "1or 1", "1e5", "09.5", "1else"]
        {
            assert_eq!(told(right), None, "{right}");
        }
        for (text, message, range) in [
            ("1__0", "invalid decimal literal", 1..1),
            ("1_", "invalid decimal literal", 1..1),
            ("1e+", "invalid decimal literal", 2..2),
            ("1e", "invalid decimal literal", 0..0),
            ("1.real", "invalid decimal literal", 1..1),
            ("1jj", "invalid imaginary literal", 1..1),
            ("0o8", "invalid digit '8' in octal literal", 2..2),
            ("0xg", "invalid hexadecimal literal", 1..1),
            ("0b1_", "invalid binary literal", 3..3),
            ("0b12", "invalid digit '2' in binary literal", 3..3),
            ("0777", LEADING_ZEROS, 0..1),
            ("1orx", "invalid decimal literal", 0..0),
        ] {
            assert_eq!(told(text), Some((message.to_owned(), range)), "{text}");
        }
    }
}
