//! What stands in the content of a document: tags, text, references.

use super::cursor::{Cursor, Read, Stop, is_character, is_space, with_plain_lines};
use super::failure::Failure;

/// An attribute as it stands in a tag.
pub(super) struct Attribute {
    pub(super) name: String,
    /// Between the quotes, nothing replaced.
    pub(super) value: String,
    /// Where in the tag the name and the value begin.
    pub(super) offset: usize,
    pub(super) value_offset: usize,
}

/// The first that stands in some text.
pub(super) enum Token {
    Start {
        name: String,
        attributes: Vec<Attribute>,
        is_empty: bool,
    },
    End {
        name: String,
    },
    Characters(String),
    /// A reference to a character.
    Character(char),
    Reference(String),
    CdataStart,
    CdataEnd,
    Instruction {
        target: String,
        data: String,
    },
    Comment(String),
}

/// A processing instruction, from its `<?` on.
pub(super) fn instruction(cursor: &mut Cursor<'_>) -> Read<Token> {
    cursor.expect("<?")?;
    let begin = cursor.at;
    let target = cursor.name()?;
    if target == "xml" {
        return Err(Stop::Wrong(Failure::MisplacedXmlPi, 0));
    }
    if target.eq_ignore_ascii_case("xml") {
        return Err(Stop::Wrong(Failure::InvalidToken, begin + target.len()));
    }
    if cursor.take("?>")? {
        return Ok(Token::Instruction { target: target.into(), data: String::new() });
    }
    if !cursor.spaces() {
        return cursor.bad();
    }
    let data = with_plain_lines(cursor.until("?>")?);
    Ok(Token::Instruction { target: target.into(), data })
}

/// A comment, from its `<!--` on.
pub(super) fn comment(cursor: &mut Cursor<'_>) -> Read<Token> {
    cursor.expect("<!--")?;
    let text = with_plain_lines(cursor.until("--")?);
    cursor.expect(">")?;
    Ok(Token::Comment(text))
}

/// The character of a reference, from after its `&#` on.
pub(super) fn character_reference(cursor: &mut Cursor<'_>) -> Read<char> {
    let begin = cursor.at - 2;
    let radix = if cursor.take("x").is_ok_and(|hexadecimal| hexadecimal) { 16 } else { 10 };
    let mut number = 0_u32;
    let mut digits = 0;
    loop {
        match cursor.peek()? {
            ';' if digits > 0 => break,
            character => match character.to_digit(radix) {
                Some(digit) => {
                    number = number.saturating_mul(radix).saturating_add(digit);
                    digits += 1;
                    cursor.at += 1;
                }
                None => return cursor.bad(),
            },
        }
    }
    cursor.at += 1;
    match char::from_u32(number) {
        Some(character) if is_character(character) => Ok(character),
        _ => Err(Stop::Wrong(Failure::BadCharRef, begin)),
    }
}

fn start(cursor: &mut Cursor<'_>) -> Read<Token> {
    cursor.expect("<")?;
    let name = cursor.name()?.to_owned();
    let mut attributes = Vec::new();
    loop {
        let spaced = cursor.spaces();
        match cursor.peek()? {
            '>' => {
                cursor.at += 1;
                return Ok(Token::Start { name, attributes, is_empty: false });
            }
            '/' => {
                cursor.at += 1;
                cursor.expect(">")?;
                return Ok(Token::Start { name, attributes, is_empty: true });
            }
            _ if !spaced => return cursor.bad(),
            _ => {}
        }
        let offset = cursor.at;
        let attribute = cursor.name()?.to_owned();
        cursor.spaces();
        cursor.expect("=")?;
        cursor.spaces();
        let value_offset = cursor.at + 1;
        let value = cursor.literal()?;
        if let Some(place) = value.find('<') {
            cursor.at = value_offset + place;
            return cursor.bad();
        }
        let value = value.to_owned();
        attributes.push(Attribute { name: attribute, value, offset, value_offset });
    }
}

/// Text up to the next markup.
fn characters(cursor: &mut Cursor<'_>, complete: bool) -> Read<Token> {
    let rest = cursor.rest();
    let first = cursor.peek()?;
    if first == '\n' || first == '\r' {
        match rest.as_bytes() {
            [b'\r', b'\n', ..] => cursor.at += 2,
            [b'\r'] if !complete => return Err(Stop::Partial),
            _ => cursor.at += 1,
        }
        return Ok(Token::Characters("\n".into()));
    }
    let mut end = rest.len();
    for (place, character) in rest.char_indices() {
        match character {
            '<' | '&' | '\n' | '\r' => {}
            ']' if place == 0 && rest.starts_with("]]>") => {
                cursor.at += 2;
                return cursor.bad();
            }
            // More of it may make it an end that must not stand here.
            ']' if place == 0 && !complete && matches!(rest, "]" | "]]") => return Err(Stop::Partial),
            ']' if rest[place..].starts_with("]]>") => {}
            ']' if !complete && matches!(&rest[place..], "]" | "]]") => {}
            _ if is_character(character) => continue,
            _ if place == 0 => return cursor.bad(),
            _ => {}
        }
        end = place;
        break;
    }
    cursor.at += end;
    Ok(Token::Characters(rest[..end].into()))
}

/// The first token of content.
pub(super) fn content(text: &str, complete: bool) -> Read<(Token, usize)> {
    let mut cursor = Cursor::new(text);
    let token = match cursor.peek()? {
        '<' => match text[1..].chars().next() {
            None => return Err(Stop::Partial),
            Some('?') => instruction(&mut cursor)?,
            Some('/') => {
                cursor.at = 2;
                let name = cursor.name()?.to_owned();
                cursor.spaces();
                cursor.expect(">")?;
                Token::End { name }
            }
            Some('!') => match text[2..].chars().next() {
                None => return Err(Stop::Partial),
                Some('-') => comment(&mut cursor)?,
                Some('[') => {
                    cursor.expect("<![CDATA[")?;
                    Token::CdataStart
                }
                Some(_) => {
                    cursor.at = 2;
                    return cursor.bad();
                }
            },
            Some(_) => start(&mut cursor)?,
        },
        '&' => {
            cursor.at = 1;
            if cursor.take("#")? {
                Token::Character(character_reference(&mut cursor)?)
            } else {
                let name = cursor.name()?.to_owned();
                cursor.expect(";")?;
                Token::Reference(name)
            }
        }
        _ => characters(&mut cursor, complete)?,
    };
    Ok((token, cursor.at))
}

/// The first token inside a CDATA section.
pub(super) fn cdata(text: &str, complete: bool) -> Read<(Token, usize)> {
    let mut cursor = Cursor::new(text);
    match cursor.peek()? {
        ']' if cursor.take("]]>")? => return Ok((Token::CdataEnd, 3)),
        '\n' | '\r' => return characters(&mut cursor, complete).map(|token| (token, cursor.at)),
        _ => {}
    }
    let mut end = text.len();
    for (place, character) in text.char_indices() {
        match character {
            '\n' | '\r' => {}
            ']' if place > 0 => {}
            _ if is_character(character) => continue,
            _ if place == 0 => return cursor.bad(),
            _ => {}
        }
        end = place;
        break;
    }
    Ok((Token::Characters(text[..end].into()), end))
}

/// White space at the beginning.
pub(super) fn leading_spaces(text: &str) -> usize {
    text.find(|character| !is_space(character)).unwrap_or(text.len())
}
