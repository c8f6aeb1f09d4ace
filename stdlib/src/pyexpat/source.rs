//! The bytes of a document as text, and where in them one is.

use super::failure::Failure;

/// How bytes stand for characters.
#[derive(Clone)]
enum Encoding {
    Utf8,
    Utf16 {
        big_endian: bool,
    },
    Latin1,
    Ascii,
    /// One byte a character, as a codec of Python says.
    Table(Box<[Option<char>; 256]>),
}

/// A place in a document. Lines count from 1, columns, in characters, from 0.
#[derive(Clone, Copy)]
pub(super) struct Position {
    pub(super) byte: u64,
    pub(super) line: u64,
    pub(super) column: u64,
    after_return: bool,
}

/// How far it is known what the encoding is.
enum Stage {
    /// Nothing has been read.
    Beginning,
    /// The declaration at the beginning has been read as ASCII.
    Declared,
    Known(Encoding),
}

/// What there is to read.
pub(super) struct Source {
    bytes: Vec<u8>,
    text: String,
    /// Of the text, what has been consumed.
    at: usize,
    /// Where in it what is being read begins.
    mark: usize,
    stage: Stage,
    /// Named by the caller: what the document says itself does not count.
    given: Option<String>,
    /// What comes next in `bytes` is nothing that the encoding knows.
    bad: bool,
    pub(super) is_final: bool,
    pub(super) position: Position,
}

/// How looking for the encoding went.
pub(super) enum Found {
    Ready,
    More,
    /// An encoding that only the caller may know.
    Unknown(String),
}

impl Source {
    pub(super) fn new(given: Option<String>) -> Self {
        Source {
            bytes: vec![],
            text: String::new(),
            at: 0,
            mark: 0,
            stage: Stage::Beginning,
            given,
            bad: false,
            is_final: false,
            position: Position { byte: 0, line: 1, column: 0, after_return: false },
        }
    }

    pub(super) fn has_begun(&self) -> bool {
        !matches!(self.stage, Stage::Beginning) || !self.bytes.is_empty()
    }

    /// Says what the encoding is, if nothing has been read.
    pub(super) fn give_encoding(&mut self, name: &str) {
        if !self.has_begun() {
            self.given = Some(name.to_owned());
        }
    }

    pub(super) fn feed(&mut self, bytes: &[u8], is_final: bool) {
        self.text.drain(..self.at);
        (self.at, self.mark) = (0, 0);
        self.bytes.extend_from_slice(bytes);
        self.is_final = is_final;
    }

    /// Bytes that are there and not consumed.
    pub(super) fn waiting(&self) -> usize {
        self.bytes.len() + self.text.len() - self.at
    }

    /// Finds the encoding as far as the beginning says it. After that, text can be read: all, or the declaration.
    pub(super) fn begin(&mut self) -> Result<Found, Failure> {
        if !matches!(self.stage, Stage::Beginning) {
            return Ok(Found::Ready);
        }
        let needed = if self.bytes.first() == Some(&0xEF) { 3 } else { 2 };
        if self.bytes.len() < needed && !self.is_final {
            return Ok(Found::More);
        }
        if let Some(name) = self.given.clone() {
            let big_endian = !self.bytes.starts_with(&[0xFF, 0xFE]);
            return Ok(match self.named(&name, big_endian) {
                Some(encoding) => {
                    self.skip_mark(&encoding);
                    self.stage = Stage::Known(encoding);
                    Found::Ready
                }
                None => Found::Unknown(name),
            });
        }
        let utf16 = match self.bytes[..] {
            [0xFE, 0xFF, ..] | [0, b'<', ..] => Some(true),
            [0xFF, 0xFE, ..] | [b'<', 0, ..] => Some(false),
            _ => None,
        };
        if let Some(big_endian) = utf16 {
            let encoding = Encoding::Utf16 { big_endian };
            self.skip_mark(&encoding);
            self.stage = Stage::Known(encoding);
            return Ok(Found::Ready);
        }
        self.skip_mark(&Encoding::Utf8);
        const BEGINNING: &[u8] = b"<?xml";
        let shared = self.bytes.len().min(BEGINNING.len());
        if self.bytes[..shared] == BEGINNING[..shared] {
            match self.bytes.windows(2).position(|pair| pair == b"?>") {
                Some(end) if self.bytes[..end].is_ascii() => {
                    self.text.extend(self.bytes.drain(..end + 2).map(char::from));
                    self.stage = Stage::Declared;
                    return Ok(Found::Ready);
                }
                None if !self.is_final => return Ok(Found::More),
                _ => {}
            }
        }
        self.stage = Stage::Known(Encoding::Utf8);
        Ok(Found::Ready)
    }

    /// The encoding that the declaration names, or does not.
    pub(super) fn declare(&mut self, name: Option<&str>) -> Result<Found, Failure> {
        let wide = match &self.stage {
            Stage::Known(Encoding::Utf16 { .. }) => true,
            Stage::Known(_) if self.given.is_some() => return Ok(Found::Ready),
            _ => false,
        };
        let Some(name) = name else {
            if !wide {
                self.stage = Stage::Known(Encoding::Utf8);
            }
            return Ok(Found::Ready);
        };
        match self.named(name, true) {
            Some(Encoding::Utf16 { .. }) if wide => Ok(Found::Ready),
            Some(Encoding::Utf16 { .. }) => Err(Failure::IncorrectEncoding),
            Some(_) if wide => Err(Failure::IncorrectEncoding),
            Some(encoding) => {
                self.stage = Stage::Known(encoding);
                Ok(Found::Ready)
            }
            None if wide => Err(Failure::IncorrectEncoding),
            None => Ok(Found::Unknown(name.to_owned())),
        }
    }

    /// The characters of the encoding that nobody here knew.
    pub(super) fn learn(&mut self, table: Box<[Option<char>; 256]>) {
        self.stage = Stage::Known(Encoding::Table(table));
    }

    fn named(&self, name: &str, big_endian: bool) -> Option<Encoding> {
        match &*name.to_ascii_uppercase() {
            "UTF-8" => Some(Encoding::Utf8),
            "UTF-16" => Some(Encoding::Utf16 { big_endian }),
            "UTF-16BE" => Some(Encoding::Utf16 { big_endian: true }),
            "UTF-16LE" => Some(Encoding::Utf16 { big_endian: false }),
            "ISO-8859-1" => Some(Encoding::Latin1),
            "US-ASCII" => Some(Encoding::Ascii),
            _ => None,
        }
    }

    /// Passes a byte order mark by.
    fn skip_mark(&mut self, encoding: &Encoding) {
        let length = match encoding {
            Encoding::Utf8 if self.bytes.starts_with(&[0xEF, 0xBB, 0xBF]) => 3,
            Encoding::Utf16 { .. } if matches!(self.bytes[..], [0xFE, 0xFF, ..] | [0xFF, 0xFE, ..]) => 2,
            _ => return,
        };
        self.bytes.drain(..length);
        self.position.byte += length as u64;
        self.position.column += 1;
    }

    /// The text that has not been consumed, and whether it is all that will come.
    pub(super) fn rest(&mut self) -> (&str, bool) {
        self.decode();
        let complete = self.bad || self.is_final && (self.bytes.is_empty());
        (&self.text[self.at..], complete)
    }

    /// What it means that the text is at its end and more of it was needed.
    pub(super) fn shortage(&self) -> Failure {
        match self.stage {
            _ if self.bad => Failure::InvalidToken,
            _ if !self.bytes.is_empty() => Failure::PartialChar,
            _ => Failure::UnclosedToken,
        }
    }

    /// Whether the text ends with something that is no text.
    pub(super) fn is_bad(&self) -> bool {
        self.bad
    }

    pub(super) fn consume(&mut self, length: usize) {
        let end = self.at + length;
        self.position = self.ahead(length);
        self.at = end;
    }

    /// Something begins here.
    pub(super) fn mark(&mut self) {
        self.mark = self.at;
    }

    /// What is there from the mark on.
    pub(super) fn since_mark(&self) -> &str {
        &self.text[self.mark..]
    }

    /// Where one is after so many bytes more of the text, or at its end.
    pub(super) fn ahead(&self, length: usize) -> Position {
        let rest = &self.text[self.at..];
        let text = rest.get(..length).unwrap_or(rest);
        let mut position = self.position;
        position.byte += match &self.stage {
            Stage::Known(Encoding::Utf16 { .. }) => 2 * text.encode_utf16().count() as u64,
            Stage::Known(Encoding::Latin1 | Encoding::Table(_)) => text.chars().count() as u64,
            _ => text.len() as u64,
        };
        for byte in text.bytes() {
            match byte {
                b'\n' if position.after_return => position.after_return = false,
                b'\n' | b'\r' => {
                    position.line += 1;
                    position.column = 0;
                    position.after_return = byte == b'\r';
                }
                // What goes on with a character begun before.
                0x80..0xC0 => {}
                _ => {
                    position.column += 1;
                    position.after_return = false;
                }
            }
        }
        position
    }

    fn decode(&mut self) {
        let Stage::Known(encoding) = &self.stage else { return };
        if self.bad || self.bytes.is_empty() {
            return;
        }
        let used = match encoding {
            Encoding::Utf8 => match std::str::from_utf8(&self.bytes) {
                Ok(text) => {
                    self.text.push_str(text);
                    self.bytes.len()
                }
                Err(error) => {
                    let valid = error.valid_up_to();
                    self.text.push_str(std::str::from_utf8(&self.bytes[..valid]).unwrap_or_default());
                    self.bad = error.error_len().is_some();
                    valid
                }
            },
            Encoding::Utf16 { big_endian } => {
                let whole = self.bytes.len() / 2 * 2;
                let units = self.bytes[..whole].chunks_exact(2).map(|pair| match big_endian {
                    true => u16::from_be_bytes([pair[0], pair[1]]),
                    false => u16::from_le_bytes([pair[0], pair[1]]),
                });
                let mut used = 0;
                for decoded in char::decode_utf16(units) {
                    match decoded {
                        Ok(character) => {
                            self.text.push(character);
                            used += 2 * character.len_utf16();
                        }
                        Err(half) => {
                            // The first half of a pair may be all that has come.
                            let is_first = half.unpaired_surrogate() < 0xDC00;
                            self.bad = !is_first || used + 2 < whole;
                            break;
                        }
                    }
                }
                used
            }
            Encoding::Latin1 => {
                self.text.extend(self.bytes.iter().map(|&byte| char::from(byte)));
                self.bytes.len()
            }
            Encoding::Ascii => {
                let used = self.bytes.iter().take_while(|byte| byte.is_ascii()).count();
                self.text.extend(self.bytes[..used].iter().map(|&byte| char::from(byte)));
                self.bad = used < self.bytes.len();
                used
            }
            Encoding::Table(table) => {
                let known = self.bytes.iter().map_while(|&byte| table[usize::from(byte)]);
                let before = self.text.len();
                self.text.extend(known);
                let used = self.text[before..].chars().count();
                self.bad = used < self.bytes.len();
                used
            }
        };
        self.bytes.drain(..used);
    }
}
