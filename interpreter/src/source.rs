//! The text of a source: in which encoding its bytes are, and what is said of bytes that cannot be decoded.

use crate::raised::{Raised, Return};
use crate::vm::Vm;
use object_model::{Bytes, Runtime, Value};

const NULL: &str = "source code string cannot contain null bytes";

/// Where the first byte is that is not of UTF-8, and how many belong together.
struct Place {
    line: usize,
    column: usize,
    width: usize,
    text: String,
}

impl Place {
    fn of(source: &[u8]) -> Option<Place> {
        let error = std::str::from_utf8(source).err()?;
        let at = error.valid_up_to();
        let start = source[..at].iter().rposition(|&byte| byte == b'\n').map_or(0, |end| end + 1);
        let end =
            source[at..].iter().position(|&byte| byte == b'\n').map_or(source.len(), |end| at + end + 1);
        Some(Place {
            line: source[..at].iter().filter(|&&byte| byte == b'\n').count() + 1,
            column: String::from_utf8_lossy(&source[start..at]).chars().count() + 1,
            width: error.error_len().unwrap_or(end - at),
            text: String::from_utf8_lossy(&source[start..end]).into_owned(),
        })
    }
}

impl<R: Runtime> Vm<R> {
    /// The text of a source given as str or bytes.
    pub fn source_text(
        &mut self,
        source: &Value<R>,
        filename: &str,
        function: &str,
        what: &str,
    ) -> Return<R, String> {
        let bytes = match (self.as_str(source), source.as_ref::<Bytes<R>>()) {
            (Some(text), _) if text.contains('\0') => return Err(self.plain_syntax_error(NULL)),
            (Some(text), _) => {
                self.check_utf8(&[text])?;
                return Ok(text.to_owned());
            }
            (None, Some(bytes)) => bytes.as_slice().to_vec(),
            (None, None) if matches!(&*self.type_name(source), "bytearray" | "memoryview") => {
                let bytes = self.types().bytes.value().clone();
                let copy = self.call(&bytes, std::slice::from_ref(source))?;
                self.as_bytes(&copy).unwrap_or_default().to_vec()
            }
            (None, None) => {
                let message = format!("{function}() arg 1 must be a string, bytes or {what}");
                return Err(self.type_error(&message));
            }
        };
        self.decode_source(&bytes, filename)
    }

    /// The text of a source in bytes, in the encoding that it says it has.
    pub(crate) fn decode_source(&mut self, source: &[u8], filename: &str) -> Return<R, String> {
        if source.contains(&0) {
            return Err(self.plain_syntax_error(NULL));
        }
        let rest = source.strip_prefix("\u{FEFF}".as_bytes());
        let bytes = rest.unwrap_or(source);
        let declared = compiler::declared_encoding(bytes).unwrap_or_else(|| "utf-8".to_owned());
        let name = declared.to_ascii_lowercase().replace('_', "-");
        let is_utf_8 = matches!(&*name, "utf-8" | "utf8") || name.starts_with("utf-8-");
        if is_utf_8 && let Ok(text) = std::str::from_utf8(bytes) {
            return Ok(text.to_owned());
        }
        if rest.is_some() && !is_utf_8 {
            let message = format!("encoding problem: {declared} with BOM");
            return Err(self.undecodable(&message, filename, None));
        }
        let encoded = self.new_bytes(bytes);
        let raised = match self.decode(&encoded, if is_utf_8 { "utf-8" } else { &declared }, "strict") {
            Ok(text) => match self.as_str(&text) {
                Some(text) => return Ok(text.to_owned()),
                None => {
                    let message = format!("encoding problem: {declared}");
                    return Err(self.undecodable(&message, filename, None));
                }
            },
            Err(raised) => raised,
        };
        let (wrong, unknown) =
            (self.exceptions().unicode_decode_error.clone(), self.exceptions().lookup_error.clone());
        if self.is_raised(&raised, &wrong) {
            let text = self.str_string(&raised.0)?;
            return Err(match is_utf_8 {
                true => self.undecodable(&format!("(unicode error) {text}"), filename, Place::of(bytes)),
                false => self.undecodable(&text, filename, None),
            });
        }
        if self.is_raised(&raised, &unknown) {
            return Err(self.undecodable(&format!("unknown encoding: {declared}"), filename, None));
        }
        Err(raised)
    }

    /// The text of a program's file, whose user may not know of encodings.
    pub(crate) fn decode_program(&mut self, source: &[u8], filename: &str) -> Return<R, String> {
        let undeclared = compiler::declared_encoding(source).is_none();
        let Some(place) = Place::of(source).filter(|_| undeclared) else {
            return self.decode_source(source, filename);
        };
        let wrong = std::str::from_utf8(source).err().map_or(0, |error| source[error.valid_up_to()]);
        let message = format!(
            "Non-UTF-8 code starting with '\\x{wrong:02x}' in file {filename} on line {}, but no encoding declared; \
             see https://peps.python.org/pep-0263/ for details",
            place.line
        );
        Err(self.undecodable(&message, filename, Some(place)))
    }

    /// What has no place is said to be before the first line, as only the whole was looked at.
    fn undecodable(&mut self, message: &str, filename: &str, place: Option<Place>) -> Raised<R> {
        let mut details = vec![self.new_str(filename)];
        match place {
            Some(Place { line, column, width, text }) => details.extend([
                self.new_usize(line),
                self.new_usize(column),
                self.new_str(&text),
                self.new_usize(line),
                self.new_usize(column + width),
            ]),
            None => details.extend([self.new_int(0), self.new_int(-1), Value::NONE]),
        }
        let details = self.new_tuple(details);
        let message = self.new_str(message);
        self.make_syntax_error(&[message, details])
    }

    fn plain_syntax_error(&mut self, message: &str) -> Raised<R> {
        let message = self.new_str(message);
        self.make_syntax_error(&[message])
    }

    /// Called as a program calls it: the class takes its attributes from the arguments.
    fn make_syntax_error(&mut self, arguments: &[Value<R>]) -> Raised<R> {
        let class = self.exceptions().syntax_error.value().clone();
        match self.call(&class, arguments) {
            Ok(error) => Raised(error),
            Err(raised) => raised,
        }
    }
}
