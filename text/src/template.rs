//! `"{0.name[key]!r:>{width}}".format(…)`: the template taken apart.
//!
//! [`Pieces`] yields literals and fields; a field's format specification may hold fields of its own and is read
//! by another `Pieces`, once deep. [`FieldName`] takes a name apart into what to fetch first and how to go on
//! from there. Fetching is the interpreter's.

use crate::unicode;
use crate::{Error, Kind, Result, surrogate};

/// A part of a template.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece<'a> {
    /// Text to be copied; a doubled brace is already one.
    Literal(&'a str),
    /// A value to be formatted.
    Field(Field<'a>),
}

/// What stands between braces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Field<'a> {
    /// Which value: for [`FieldName::parse`].
    pub name: &'a str,
    /// The character after `!`.
    pub conversion: Option<char>,
    /// The text after `:`, itself a template.
    pub spec: &'a str,
}

impl Field<'_> {
    /// Whether the specification has fields to be filled in first.
    pub fn is_nested(&self) -> bool {
        self.spec.contains('{')
    }
}

/// The pieces of a template, in order. After an error there are no more.
pub struct Pieces<'a> {
    rest: &'a str,
    pending: Option<Field<'a>>,
}

impl<'a> Pieces<'a> {
    /// Begins to read `template`.
    pub fn new(template: &'a str) -> Self {
        Pieces { rest: template, pending: None }
    }

    fn fail(&mut self, message: &'static str) -> Option<Result<Piece<'a>>> {
        self.rest = "";
        Some(Err(Error::value(message)))
    }

    /// Reads a field up to and with its closing brace; the opening one is behind.
    fn field(&mut self) -> Result<Field<'a>> {
        let text = self.rest;
        let mut places = text.char_indices();
        let (name, end) = loop {
            match places.next() {
                Some((_, '{')) => return Err(Error::value("unexpected '{' in field name")),
                Some((_, '[')) => while places.next().is_some_and(|(_, c)| c != ']') {},
                Some((place, end @ ('}' | ':' | '!'))) => break (&text[..place], end),
                Some(_) => {}
                None => return Err(Error::value("expected '}' before end of string")),
            }
        };
        let mut field = Field { name, conversion: None, spec: "" };
        if end == '!' {
            let (_, conversion) = places
                .next()
                .ok_or_else(|| Error::value("end of string while looking for conversion specifier"))?;
            field.conversion = Some(conversion);
        }
        let after = match (end, places.clone().next()) {
            ('!', Some((_, '}'))) => {
                places.next();
                '}'
            }
            ('!', Some((_, ':'))) => {
                places.next();
                ':'
            }
            ('!', Some(_)) => return Err(Error::value("expected ':' after conversion specifier")),
            _ => end,
        };
        if after != '}' {
            let start = places.offset();
            let mut depth = 1;
            while depth > 0 {
                match places.next() {
                    Some((_, '{')) => depth += 1,
                    Some((_, '}')) => depth -= 1,
                    Some(_) => {}
                    None => return Err(Error::value("unmatched '{' in format spec")),
                }
            }
            field.spec = &text[start..places.offset() - 1];
        }
        self.rest = &text[places.offset()..];
        Ok(field)
    }
}

impl<'a> Iterator for Pieces<'a> {
    type Item = Result<Piece<'a>>;

    fn next(&mut self) -> Option<Self::Item> {
        if let Some(field) = self.pending.take() {
            return Some(Ok(Piece::Field(field)));
        }
        let text = self.rest;
        if text.is_empty() {
            return None;
        }
        let Some(brace) = memchr::memchr2(b'{', b'}', text.as_bytes()) else {
            self.rest = "";
            return Some(Ok(Piece::Literal(text)));
        };
        let (opens, after) = (text.as_bytes()[brace] == b'{', &text[brace + 1..]);
        let doubled = after.as_bytes().first() == text.as_bytes().get(brace);
        if doubled {
            self.rest = &after[1..];
            return Some(Ok(Piece::Literal(&text[..brace + 1])));
        }
        if !opens {
            return self.fail("Single '}' encountered in format string");
        }
        if after.is_empty() {
            return self.fail("Single '{' encountered in format string");
        }
        self.rest = after;
        match self.field() {
            Err(error) => {
                self.rest = "";
                Some(Err(error))
            }
            Ok(field) if brace == 0 => Some(Ok(Piece::Field(field))),
            Ok(field) => {
                self.pending = Some(field);
                Some(Ok(Piece::Literal(&text[..brace])))
            }
        }
    }
}

/// Which value a field begins at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum First<'a> {
    /// None is named: the next positional argument.
    Next,
    /// A positional argument.
    Position(usize),
    /// A keyword argument.
    Keyword(&'a str),
}

/// A step from a value to one of its parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step<'a> {
    /// `.name`
    Attribute(&'a str),
    /// `[3]`
    Index(usize),
    /// `[name]`
    Key(&'a str),
}

/// A field's name, taken apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FieldName<'a> {
    /// Where to begin.
    pub first: First<'a>,
    /// How to go on.
    pub steps: Steps<'a>,
}

impl<'a> FieldName<'a> {
    /// Takes `name` apart.
    pub fn parse(name: &'a str) -> Result<Self> {
        let (first, steps) = name.split_at(name.find(['.', '[']).unwrap_or(name.len()));
        let first = match number(first)? {
            _ if first.is_empty() => First::Next,
            Some(position) => First::Position(position),
            None => First::Keyword(first),
        };
        Ok(FieldName { first, steps: Steps { rest: steps } })
    }
}

/// The steps of a field's name. After an error there are no more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Steps<'a> {
    rest: &'a str,
}

impl<'a> Iterator for Steps<'a> {
    type Item = Result<Step<'a>>;

    fn next(&mut self) -> Option<Self::Item> {
        let text = std::mem::take(&mut self.rest);
        match text.chars().next()? {
            '.' => {
                let (name, rest) = text[1..].split_at(text[1..].find(['.', '[']).unwrap_or(text.len() - 1));
                if name.is_empty() {
                    return Some(Err(Error::value("Empty attribute in format string")));
                }
                self.rest = rest;
                Some(Ok(Step::Attribute(name)))
            }
            '[' => {
                let Some((key, rest)) = text[1..].split_once(']') else {
                    return Some(Err(Error::value("Missing ']' in format string")));
                };
                if key.is_empty() {
                    return Some(Err(Error::value("Empty attribute in format string")));
                }
                let step = number(key).map(|index| index.map_or(Step::Key(key), Step::Index));
                if step.is_ok() {
                    self.rest = rest;
                }
                Some(step)
            }
            _ => Some(Err(Error::value("Only '.' or '[' may follow ']' in format field specifier"))),
        }
    }
}

/// `text` as a number if it is nothing but digits.
fn number(text: &str) -> Result<Option<usize>> {
    let mut number = 0_usize;
    for character in text.chars() {
        let Some(digit) = unicode::decimal_value(character) else { return Ok(None) };
        number = number
            .checked_mul(10)
            .and_then(|tens| tens.checked_add(digit as usize))
            .filter(|&value| value <= isize::MAX as usize)
            .ok_or_else(|| Error::value("Too many decimal digits in format string"))?;
    }
    Ok((!text.is_empty()).then_some(number))
}

/// Counts the fields without a number. A template numbers all of its fields or none.
#[derive(Clone, Copy, Debug, Default)]
pub struct Numbering {
    used: Option<Used>,
}

#[derive(Clone, Copy, Debug)]
enum Used {
    Manual,
    Automatic { next: usize },
}

impl Numbering {
    /// The number of a field that has none.
    pub fn automatic(&mut self) -> Result<usize> {
        let number = match self.used {
            None => 0,
            Some(Used::Automatic { next }) => next,
            Some(Used::Manual) => {
                return Err(Error::value(
                    "cannot switch from manual field specification to automatic field numbering",
                ));
            }
        };
        self.used = Some(Used::Automatic { next: number + 1 });
        Ok(number)
    }

    /// Notes a field that has a number.
    pub fn manual(&mut self) -> Result<()> {
        if let Some(Used::Automatic { .. }) = self.used {
            return Err(Error::value(
                "cannot switch from automatic field numbering to manual field specification",
            ));
        }
        self.used = Some(Used::Manual);
        Ok(())
    }
}

/// What a conversion other than `r`, `s` and `a` raises.
pub fn unknown_conversion(conversion: char) -> Error {
    if ('!'..='~').contains(&conversion) {
        Error::value(format!("Unknown conversion specifier {conversion}"))
    } else {
        Error::value(format!("Unknown conversion specifier \\x{:x}", surrogate::to_code_point(conversion)))
    }
}

/// What a number beyond the positional arguments raises.
pub fn position_out_of_range(position: usize) -> Error {
    Error::new(Kind::Index, format!("Replacement index {position} out of range for positional args tuple"))
}

/// What fields nested more than once deep raise.
pub fn nested_too_deep() -> Error {
    Error::value("Max string recursion exceeded")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn field<'a>(name: &'a str, conversion: Option<char>, spec: &'a str) -> Piece<'a> {
        Piece::Field(Field { name, conversion, spec })
    }

    fn pieces(template: &str) -> Result<Vec<Piece<'_>>> {
        Pieces::new(template).collect()
    }

    #[test]
    fn templates() {
        use Piece::Literal;
        for (template, expected) in [
            ("", vec![]),
            ("plain", vec![Literal("plain")]),
            ("a{{b}}c", vec![Literal("a{"), Literal("b}"), Literal("c")]),
            ("x{}y", vec![Literal("x"), field("", None, ""), Literal("y")]),
            ("{é.b[}:!]!r:>{w}}", vec![field("é.b[}:!]", Some('r'), ">{w}")]),
            ("{0!s}{1:}", vec![field("0", Some('s'), ""), field("1", None, "")]),
            ("{0:{{}}}", vec![field("0", None, "{{}}")]),
            ("{0[}]}", vec![field("0[}]", None, "")]),
            ("{!:}", vec![field("", Some(':'), "")]),
        ] {
            assert_eq!(Ok(expected), pieces(template), "{template}");
        }
    }

    #[test]
    fn bad_templates() {
        for (template, message) in [
            ("{", "Single '{' encountered in format string"),
            ("a}", "Single '}' encountered in format string"),
            ("}{", "Single '}' encountered in format string"),
            ("{0", "expected '}' before end of string"),
            ("{0[", "expected '}' before end of string"),
            ("{a{b}}", "unexpected '{' in field name"),
            ("{0!", "end of string while looking for conversion specifier"),
            ("{0!r", "unmatched '{' in format spec"),
            ("{0!}", "unmatched '{' in format spec"),
            ("{0!rr}", "expected ':' after conversion specifier"),
            ("{0:{}", "unmatched '{' in format spec"),
            ("{0:}}", "Single '}' encountered in format string"),
        ] {
            assert_eq!(message, pieces(template).unwrap_err().message, "{template}");
        }
        assert_eq!(2, Pieces::new("{}{").count());
        assert_eq!("Unknown conversion specifier \\xe9", unknown_conversion('é').message);
    }

    #[test]
    fn names() {
        let parse = |name| -> Result<_> {
            let name = FieldName::parse(name)?;
            Ok((name.first, name.steps.collect::<Result<Vec<_>>>()?))
        };
        assert_eq!(Ok((First::Next, vec![])), parse(""));
        assert_eq!(Ok((First::Position(12), vec![Step::Attribute("x")])), parse("012.x"));
        assert_eq!(
            Ok((First::Keyword("a"), vec![Step::Index(3), Step::Key("-1"), Step::Attribute("b]")])),
            parse("a[3][-1].b]")
        );
        assert_eq!(Ok((First::Keyword("1_0"), vec![])), parse("1_0"));
        for (name, message) in [
            ("a.", "Empty attribute in format string"),
            ("a[]", "Empty attribute in format string"),
            ("a[", "Missing ']' in format string"),
            ("a[0]b", "Only '.' or '[' may follow ']' in format field specifier"),
            ("99999999999999999999", "Too many decimal digits in format string"),
            ("a[99999999999999999999]", "Too many decimal digits in format string"),
        ] {
            assert_eq!(message, parse(name).unwrap_err().message, "{name}");
        }
    }

    #[test]
    fn a_template_numbers_all_fields_or_none() {
        let mut numbering = Numbering::default();
        assert_eq!((Ok(0), Ok(1)), (numbering.automatic(), numbering.automatic()));
        assert!(numbering.manual().is_err());
        let mut numbering = Numbering::default();
        assert_eq!(Ok(()), numbering.manual());
        assert!(numbering.automatic().is_err());
    }
}
