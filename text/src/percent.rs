//! `"%-5d %(name)s" % values`: the template taken apart, and numbers and text laid out as its fields ask.
//!
//! [`Pieces`] reads a template piece by piece, because Python does too: an error in the template shows only after
//! what stands before it was formatted. The caller fetches a field's value, converts it as [`Field::kind`] asks,
//! and lets [`Field::layout`] write it. A template of bytes can be read as text by taking each byte for the
//! character of the same number.

use std::iter::repeat_n;

use crate::error::check_length;
use crate::float_format::{self, Flags};
use crate::{Error, IntegerRef, Result, int_text};

/// A part of a template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece<'a> {
    /// Text to be copied.
    Literal(&'a str),
    /// A value to be formatted.
    Field(Field<'a>),
}

/// `%` and what follows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field<'a> {
    /// The name in parentheses: the value comes from a mapping.
    pub key: Option<&'a str>,
    /// `-`: pad on the right.
    pub left: bool,
    /// `+`: a sign before every number.
    pub plus: bool,
    /// A space: a space before numbers without a sign.
    pub space: bool,
    /// `#`: prefixes and points that are otherwise left out.
    pub alternate: bool,
    /// `0`: pad numbers with zeros.
    pub zero: bool,
    /// The least number of characters.
    pub width: Option<Amount>,
    /// Digits, or the most characters of a text.
    pub precision: Option<Amount>,
    /// The conversion: `d`, `s` and so on, whether there is one of this name or not.
    pub kind: char,
    /// Where in the template, in characters, the conversion stands.
    pub index: usize,
}

/// A width or a precision.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Amount {
    /// A number in the template.
    Given(usize),
    /// `*`: the next value.
    Next,
}

/// The pieces of a template, in order. After an error there are no more.
pub struct Pieces<'a> {
    template: &'a str,
    /// Where the next piece begins: in bytes, and in characters.
    next: usize,
    index: usize,
    /// Whether there is a mapping for keys to be looked up in.
    mapping: bool,
}

impl<'a> Pieces<'a> {
    /// Begins to read `template`, in which keys are an error if there is no `mapping`.
    pub fn new(template: &'a str, mapping: bool) -> Self {
        Pieces { template, next: 0, index: 0, mapping }
    }

    fn peek(&self) -> Option<char> {
        self.template[self.next..].chars().next()
    }

    fn advance(&mut self) -> Option<char> {
        let character = self.peek()?;
        self.next += character.len_utf8();
        self.index += 1;
        Some(character)
    }

    fn literal(&mut self) -> &'a str {
        let rest = &self.template[self.next..];
        let literal = &rest[..memchr::memchr(b'%', rest.as_bytes()).unwrap_or(rest.len())];
        self.next += literal.len();
        self.index += literal.chars().count();
        literal
    }

    fn field(&mut self) -> Result<Piece<'a>> {
        let percent = self.next;
        self.advance();
        if self.peek() == Some('%') {
            self.advance();
            return Ok(Piece::Literal(&self.template[percent..percent + 1]));
        }
        let key = if self.peek() == Some('(') { Some(self.key()?) } else { None };
        let mut field = Field {
            key,
            left: false,
            plus: false,
            space: false,
            alternate: false,
            zero: false,
            width: None,
            precision: None,
            kind: '\0',
            index: 0,
        };
        while let Some(flag) = self.peek() {
            match flag {
                '-' => field.left = true,
                '+' => field.plus = true,
                ' ' => field.space = true,
                '#' => field.alternate = true,
                '0' => field.zero = true,
                _ => break,
            }
            self.advance();
        }
        field.width = self.amount(isize::MAX as usize, "width too big")?;
        if self.peek() == Some('.') {
            self.advance();
            field.precision =
                Some(self.amount(i32::MAX as usize, "precision too big")?.unwrap_or(Amount::Given(0)));
        }
        if matches!(self.peek(), Some('h' | 'l' | 'L')) {
            self.advance();
        }
        field.index = self.index;
        field.kind = self.advance().ok_or_else(|| Error::value("incomplete format"))?;
        Ok(Piece::Field(field))
    }

    /// The text up to the parenthesis that closes the one at hand.
    fn key(&mut self) -> Result<&'a str> {
        if !self.mapping {
            return Err(Error::type_("format requires a mapping"));
        }
        self.advance();
        let start = self.next;
        let mut depth = 1;
        while depth > 0 {
            match self.advance() {
                Some('(') => depth += 1,
                Some(')') => depth -= 1,
                Some(_) => {}
                None => return Err(Error::value("incomplete format key")),
            }
        }
        Ok(&self.template[start..self.next - 1])
    }

    fn amount(&mut self, most: usize, too_big: &'static str) -> Result<Option<Amount>> {
        if self.peek() == Some('*') {
            self.advance();
            return Ok(Some(Amount::Next));
        }
        let mut amount = None;
        while let Some(digit) = self.peek().and_then(|c| c.to_digit(10)) {
            let so_far: usize = amount.unwrap_or(0);
            let longer = so_far.checked_mul(10).and_then(|tens| tens.checked_add(digit as usize));
            amount = Some(longer.filter(|&value| value <= most).ok_or(Error::value(too_big))?);
            self.advance();
        }
        Ok(amount.map(Amount::Given))
    }
}

impl<'a> Iterator for Pieces<'a> {
    type Item = Result<Piece<'a>>;

    fn next(&mut self) -> Option<Self::Item> {
        match self.peek()? {
            '%' => {
                let piece = self.field();
                if piece.is_err() {
                    self.next = self.template.len();
                }
                Some(piece)
            }
            _ => Some(Ok(Piece::Literal(self.literal()))),
        }
    }
}

impl Field<'_> {
    /// The layout, once each `*` is known: `next` fetches its integer. A negative width pads on the right.
    pub fn layout<E>(
        &self,
        mut next: impl FnMut() -> std::result::Result<i64, E>,
    ) -> std::result::Result<FieldLayout, E> {
        let mut left = self.left;
        let width = match self.width {
            None => 0,
            Some(Amount::Given(width)) => width,
            Some(Amount::Next) => {
                let width = next()?;
                left |= width < 0;
                width.unsigned_abs() as usize
            }
        };
        let precision = match self.precision {
            None => None,
            Some(Amount::Given(precision)) => Some(precision),
            Some(Amount::Next) => Some(next()?.max(0) as usize),
        };
        let sign = if self.plus {
            "+"
        } else if self.space {
            " "
        } else {
            ""
        };
        Ok(FieldLayout {
            left,
            sign,
            alternate: self.alternate,
            zero: self.zero,
            width,
            precision,
            kind: self.kind,
        })
    }

    /// What a conversion of no known name raises.
    pub fn unsupported(&self) -> Error {
        let code_point = crate::surrogate::to_code_point(self.kind);
        let shown = if (' '..='\x7f').contains(&self.kind) { self.kind } else { '?' };
        Error::value(format!(
            "unsupported format character '{shown}' ({code_point:#x}) at index {}",
            self.index
        ))
    }
}

/// How one value is to be laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FieldLayout {
    left: bool,
    sign: &'static str,
    alternate: bool,
    zero: bool,
    width: usize,
    precision: Option<usize>,
    kind: char,
}

impl FieldLayout {
    /// `%s`, `%r`, `%a`: as much of `text` as the precision allows.
    pub fn text(&self, text: &str) -> Result<String> {
        let shown = match self.precision.and_then(|most| text.char_indices().nth(most)) {
            Some((end, _)) => &text[..end],
            None => text,
        };
        self.pad(false, "", shown)
    }

    /// `%c`: one character, whatever the precision.
    pub fn character(&self, character: char) -> Result<String> {
        self.pad(false, "", character.encode_utf8(&mut [0; 4]))
    }

    /// `%d`, `%i`, `%u`, `%o`, `%x`, `%X`. `max_digits` is the interpreter's limit for decimal digits, zero for none.
    pub fn integer(&self, value: IntegerRef, max_digits: usize) -> Result<String> {
        let (prefix, text) = match self.kind {
            'o' => ("0o", int_text::to_radix(value, 8)),
            'x' => ("0x", int_text::to_radix(value, 16)),
            'X' => ("0X", int_text::to_radix(value, 16).to_uppercase()),
            _ => ("", int_text::to_decimal(value, max_digits)?),
        };
        let digits = text.strip_prefix('-').unwrap_or(&text);
        let least = check_length(self.precision.unwrap_or(0))?;
        let zeros: String = repeat_n('0', least.saturating_sub(digits.len())).collect();
        let head = [self.sign(value.is_negative()), if self.alternate { prefix } else { "" }].concat();
        self.pad(self.zero, &head, &(zeros + digits))
    }

    /// `%e`, `%f`, `%g` and their upper-case forms.
    pub fn float(&self, value: f64) -> Result<String> {
        let layout = match self.kind.to_ascii_lowercase() {
            'e' => float_format::Layout::Exponent,
            'f' => float_format::Layout::Fixed,
            _ => float_format::Layout::General,
        };
        let flags =
            Flags { alternate: self.alternate, upper: self.kind.is_ascii_uppercase(), ..Flags::default() };
        let text = float_format::format(value, layout, check_length(self.precision.unwrap_or(6))?, flags);
        let unsigned = text.strip_prefix('-').unwrap_or(&text);
        self.pad(self.zero, self.sign(unsigned.len() < text.len()), unsigned)
    }

    fn sign(&self, negative: bool) -> &'static str {
        if negative { "-" } else { self.sign }
    }

    fn pad(&self, zeros: bool, head: &str, body: &str) -> Result<String> {
        let padding = check_length(self.width)?.saturating_sub(head.len() + body.chars().count());
        let mut text = String::with_capacity(head.len() + body.len() + padding);
        if !self.left && !zeros {
            text.extend(repeat_n(' ', padding));
        }
        text.push_str(head);
        if !self.left && zeros {
            text.extend(repeat_n('0', padding));
        }
        text.push_str(body);
        if self.left {
            text.extend(repeat_n(' ', padding));
        }
        Ok(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn layout(template: &str) -> FieldLayout {
        match Pieces::new(template, true).next().unwrap().unwrap() {
            Piece::Field(field) => field.layout(|| Err(())).unwrap(),
            Piece::Literal(_) => panic!("{template} is no field"),
        }
    }

    #[test]
    fn integers() {
        for (template, value, expected) in [
            ("%d", -3, "-3"),
            ("%+ d", 3, "+3"),
            ("% d", 3, " 3"),
            ("%05d", -3, "-0003"),
            ("%-05d", 3, "3    "),
            ("%.5d", -3, "-00003"),
            ("%08.5d", 3, "00000003"),
            ("%8.5d", 3, "   00003"),
            ("%#o", 8, "0o10"),
            ("%#.5x", 255, "0x000ff"),
            ("%#010X", -255, "-0X00000FF"),
            ("%lu", 7, "7"),
        ] {
            assert_eq!(Ok(expected), layout(template).integer(value.into(), 4300).as_deref(), "{template}");
        }
    }

    #[test]
    fn floats_and_texts() {
        assert_eq!(Ok("00inf"), layout("%05f").float(f64::INFINITY).as_deref());
        assert_eq!(Ok("-1.2e+10"), layout("%.1e").float(-1.25e10).as_deref());
        assert_eq!(Ok("+1.00000"), layout("%+#g").float(1.0).as_deref());
        assert_eq!(Ok("-INF"), layout("%F").float(f64::NEG_INFINITY).as_deref());
        assert_eq!(Ok("   äb|"), layout("%5.2s").text("äbc").map(|s| s + "|").as_deref());
        assert_eq!(Ok("   ab"), layout("%05s").text("ab").as_deref());
        assert_eq!(Ok("€    "), layout("%-5.0c").character('€').as_deref());
        assert_eq!(crate::Kind::Memory, layout("%9999999999d").integer(1.into(), 0).unwrap_err().kind);
    }

    #[test]
    fn a_template_is_read_piece_by_piece() {
        let mut pieces = Pieces::new("é%%%((k))*.*ld%", true);
        assert_eq!(Some(Ok(Piece::Literal("é"))), pieces.next());
        assert_eq!(Some(Ok(Piece::Literal("%"))), pieces.next());
        let Some(Ok(Piece::Field(field))) = pieces.next() else { panic!("a field") };
        assert_eq!((Some("(k)"), 'd', 13), (field.key, field.kind, field.index));
        let mut values = [-6, 2].into_iter();
        let layout = field.layout(|| values.next().ok_or(())).unwrap();
        assert_eq!(Ok("07    "), layout.integer(7.into(), 0).as_deref());
        assert_eq!(Some(Err(Error::value("incomplete format"))), pieces.next());
        assert_eq!(None, pieces.next());
    }

    #[test]
    fn errors_are_cpythons() {
        let first = |template| Pieces::new(template, true).next().unwrap().unwrap_err().message;
        assert_eq!("incomplete format", first("%5"));
        assert_eq!("incomplete format key", first("%(a"));
        let without = Pieces::new("%(a", false).next().unwrap().unwrap_err().message;
        assert_eq!("format requires a mapping", without);
        assert_eq!("width too big", first("%99999999999999999999d"));
        assert_eq!("precision too big", first("%.2147483648d"));
        let unsupported = |template| match Pieces::new(template, true).last() {
            Some(Ok(Piece::Field(field))) => field.unsupported().message,
            _ => panic!("{template} ends in no field"),
        };
        assert_eq!("unsupported format character 'y' (0x79) at index 4", unsupported("éé %y"));
        assert_eq!("unsupported format character '?' (0xe9) at index 1", unsupported("%é"));
    }
}
