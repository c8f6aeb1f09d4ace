//! Reading markup: characters, names, literals.

use super::failure::Failure;

/// Why reading stopped.
#[derive(Debug)]
pub(super) enum Stop {
    /// The text ended too early.
    Partial,
    /// Something is wrong, so many bytes after the beginning.
    Wrong(Failure, usize),
}

pub(super) type Read<T> = Result<T, Stop>;

/// A place in text.
pub(super) struct Cursor<'a> {
    pub(super) text: &'a str,
    pub(super) at: usize,
}

/// Whether XML has the character at all.
pub(super) fn is_character(character: char) -> bool {
    matches!(character, '\t' | '\n' | '\r' | ' '..='\u{FFFD}' | '\u{10000}'..)
        && !text::surrogate::is_surrogate(character)
}

pub(super) fn is_space(character: char) -> bool {
    matches!(character, ' ' | '\t' | '\n' | '\r')
}

pub(super) fn is_name_start(character: char) -> bool {
    matches!(character,
        ':' | '_' | 'A'..='Z' | 'a'..='z' | '\u{C0}'..='\u{D6}' | '\u{D8}'..='\u{F6}' | '\u{F8}'..='\u{2FF}'
        | '\u{370}'..='\u{37D}' | '\u{37F}'..='\u{1FFF}' | '\u{200C}'..='\u{200D}' | '\u{2070}'..='\u{218F}'
        | '\u{2C00}'..='\u{2FEF}' | '\u{3001}'..='\u{D7FF}' | '\u{F900}'..='\u{FDCF}' | '\u{FDF0}'..='\u{FFFD}'
        | '\u{10000}'..='\u{EFFFF}')
}

pub(super) fn is_name_character(character: char) -> bool {
    is_name_start(character)
        || matches!(character,
            '-' | '.' | '0'..='9' | '\u{B7}' | '\u{300}'..='\u{36F}' | '\u{203F}'..='\u{2040}')
}

impl<'a> Cursor<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Cursor { text, at: 0 }
    }

    pub(super) fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    pub(super) fn wrong<T>(&self, failure: Failure) -> Read<T> {
        Err(Stop::Wrong(failure, self.at))
    }

    /// What comes is no token.
    pub(super) fn bad<T>(&self) -> Read<T> {
        self.wrong(Failure::InvalidToken)
    }

    pub(super) fn peek(&self) -> Read<char> {
        self.rest().chars().next().ok_or(Stop::Partial)
    }

    pub(super) fn skip(&mut self, character: char) {
        self.at += character.len_utf8();
    }

    /// Passes `literal` by if it comes; Partial if it may.
    pub(super) fn take(&mut self, literal: &str) -> Read<bool> {
        let rest = self.rest();
        if rest.starts_with(literal) {
            self.at += literal.len();
            return Ok(true);
        }
        if literal.starts_with(rest) { Err(Stop::Partial) } else { Ok(false) }
    }

    /// Passes `literal` by; whatever else comes is no token.
    pub(super) fn expect(&mut self, literal: &str) -> Read<()> {
        for wanted in literal.chars() {
            if self.peek()? != wanted {
                return self.bad();
            }
            self.skip(wanted);
        }
        Ok(())
    }

    /// Passes white space by; whether there was any.
    pub(super) fn spaces(&mut self) -> bool {
        let rest = self.rest();
        let length = rest.find(|character| !is_space(character)).unwrap_or(rest.len());
        self.at += length;
        length > 0
    }

    /// A name, and something after it.
    pub(super) fn name(&mut self) -> Read<&'a str> {
        if !is_name_start(self.peek()?) {
            return self.bad();
        }
        self.name_token()
    }

    /// Characters of names.
    pub(super) fn name_token(&mut self) -> Read<&'a str> {
        let rest = self.rest();
        let Some(end) = rest.find(|character| !is_name_character(character)) else {
            return Err(Stop::Partial);
        };
        if end == 0 {
            return self.bad();
        }
        self.at += end;
        Ok(&rest[..end])
    }

    /// What comes before `end`, which is passed by too.
    pub(super) fn until(&mut self, end: &str) -> Read<&'a str> {
        let rest = self.rest();
        let found = rest.find(end);
        let content = &rest[..found.unwrap_or(rest.len())];
        if let Some(place) = content.find(|character| !is_character(character)) {
            self.at += place;
            return self.bad();
        }
        match found {
            Some(length) => {
                self.at += length + end.len();
                Ok(content)
            }
            None => Err(Stop::Partial),
        }
    }

    /// A literal in quotes, without them.
    pub(super) fn literal(&mut self) -> Read<&'a str> {
        match self.peek()? {
            '"' => {
                self.at += 1;
                self.until("\"")
            }
            '\'' => {
                self.at += 1;
                self.until("'")
            }
            _ => self.bad(),
        }
    }
}

/// Text with every kind of line end as a line feed.
pub(super) fn with_plain_lines(text: &str) -> String {
    if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n") } else { text.to_owned() }
}
