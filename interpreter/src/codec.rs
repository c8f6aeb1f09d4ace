//! Text to bytes and back: the codecs that are built in, and whatever is registered with the module `_codecs`.

use crate::raised::{Raised, Return};
use crate::vm::Vm;
use object_model::{Bytes, Runtime, Str, Value};
use text::codec::escape::first_invalid;
use text::codec::{Codec, DecodeError, EncodeError, Failure, Handler, OnDecodeError, Replacement, charmap};
use text::surrogate;

/// Why a built-in codec failed.
enum Problem<R: Runtime> {
    Failure(Failure),
    /// What an error handler raised.
    Raised(Raised<R>),
}

/// Decodes bytes, asking about each error.
type Decode<'a, R> =
    dyn FnMut(&[u8], &mut OnDecodeError<'_, Problem<R>>) -> Result<(String, usize), Problem<R>> + 'a;

/// What an error handler answers about bytes.
struct Undecodable<R: Runtime> {
    text: String,
    /// Where to go on,
    place: usize,
    /// and in which bytes, if these are others.
    other: Option<Value<R>>,
}

impl<R: Runtime> From<EncodeError> for Problem<R> {
    fn from(error: EncodeError) -> Self {
        Problem::Failure(error.into())
    }
}

impl<R: Runtime> Vm<R> {
    /// What a codec has raised, with a note that says which one.
    #[cold]
    pub fn noted_of_codec(&mut self, raised: Raised<R>, doing: &str, encoding: &str) -> Raised<R> {
        self.noted(raised, &format!("{doing} with '{encoding}' codec failed"))
    }

    /// `text.encode(encoding, errors)`
    pub fn encode(&mut self, text: &Value<R>, encoding: &str, errors: &str) -> Return<R> {
        self.check_utf8(&[encoding, errors])?;
        match Codec::by_name(encoding) {
            Some(codec) => match self.encode_by(codec, text, errors) {
                Ok(bytes) => Ok(self.new_bytes(&bytes)),
                Err(raised) if codec.is_common() => Err(raised),
                Err(raised) => Err(self.noted_of_codec(raised, "encoding", encoding)),
            },
            None => self.by_registered_codec(text, encoding, errors, "encode"),
        }
    }

    /// UnicodeEncodeError if one of these texts has no UTF-8.
    pub fn check_utf8(&mut self, texts: &[&str]) -> Return<R, ()> {
        for text in texts.iter().filter(|text| text.chars().any(surrogate::is_surrogate)) {
            let text = self.new_str(text);
            self.encode_by(Codec::Utf8, &text, "strict")?;
        }
        Ok(())
    }

    /// `bytes.decode(encoding, errors)`
    pub fn decode(&mut self, bytes: &Value<R>, encoding: &str, errors: &str) -> Return<R> {
        self.check_utf8(&[encoding, errors])?;
        // Of nothing no codec is asked, not even whether there is one.
        if self.expect_bytes_like(bytes)?.is_empty() {
            return Ok(self.intern("").into_value());
        }
        match Codec::by_name(encoding) {
            Some(codec) => match self.decode_by(codec, bytes, errors, true) {
                Ok((text, _)) => Ok(self.new_string(text)),
                Err(raised) if codec.is_common() => Err(raised),
                Err(raised) => Err(self.noted_of_codec(raised, "decoding", encoding)),
            },
            None => self.by_registered_codec(bytes, encoding, errors, "decode"),
        }
    }

    /// Encodes with a built-in codec.
    pub fn encode_by(&mut self, codec: Codec, text: &Value<R>, errors: &str) -> Return<R, Vec<u8>> {
        let content = self.expect_str(text, "")?;
        let encoded = text::codec::encode_with(codec, content, &mut |error, wrong| {
            self.handle_encoding(error, wrong, text, errors)
        });
        encoded.map_err(|problem| self.problem(problem, text))
    }

    /// Encodes by a table from characters to bytes.
    pub fn encode_by_table(
        &mut self,
        table: &charmap::Encoding,
        text: &Value<R>,
        errors: &str,
    ) -> Return<R, Vec<u8>> {
        let content = self.expect_str(text, "")?;
        let encoded = charmap::encode_with(content, table, &mut |error, wrong| {
            self.handle_encoding(error, wrong, text, errors)
        });
        encoded.map_err(|problem| self.problem(problem, text))
    }

    /// Decodes with a built-in codec, and says how many bytes. Unless it `is_final`, a sequence that is cut off at the
    /// end is left.
    pub fn decode_by(
        &mut self,
        codec: Codec,
        bytes: &Value<R>,
        errors: &str,
        is_final: bool,
    ) -> Return<R, (String, usize)> {
        if codec == Codec::Utf8
            && let content = self.expect_bytes_like(bytes)?
            && let Ok(text) = std::str::from_utf8(&content)
        {
            return Ok((text.to_owned(), text.len()));
        }
        if codec == Codec::UnicodeEscape
            && let Some(invalid) = first_invalid(&self.expect_bytes_like(bytes)?, b"\n\\'\"abfnrtvxuUN")
        {
            let category = self.exceptions().deprecation_warning.clone();
            self.warn(&category, &invalid.warning(""))?;
        }
        let (given, mut codec) = (self.expect_bytes_like(bytes)?.len(), codec);
        let (text, length) = self.decode_through(bytes, errors, &mut |content, on_error| {
            let decoded = text::codec::decode_with(codec, content, is_final, on_error);
            codec = codec.after(content);
            decoded
        })?;
        Ok((text, if is_final { given } else { length }))
    }

    /// Decodes byte by byte: `put` appends the text of one, or answers that it has none.
    pub fn decode_by_table(
        &mut self,
        put: &dyn Fn(u8, &mut String) -> bool,
        bytes: &Value<R>,
        errors: &str,
    ) -> Return<R, String> {
        let decoded = self.decode_through(bytes, errors, &mut |content, on_error| {
            Ok((charmap::decode_with(content, put, on_error)?, content.len()))
        });
        decoded.map(|(text, _)| text)
    }

    /// Decodes `bytes` from end to end. An error handler may put other bytes into its exception, and go back: what comes
    /// next is then decoded by itself.
    fn decode_through(
        &mut self,
        bytes: &Value<R>,
        errors: &str,
        decode: &mut Decode<'_, R>,
    ) -> Return<R, (String, usize)> {
        let mut text = String::new();
        let (mut object, mut start) = (bytes.clone(), 0);
        loop {
            let content = self.expect_bytes_like(&object)?;
            let rest = content.get(start..).unwrap_or_default();
            let mut elsewhere = None;
            let decoded = decode(rest, &mut |mut error| {
                error.start += start;
                error.end += start;
                let replaced = self.handle_decoding(error, &content, &object, errors)?;
                Ok(match (replaced.other, replaced.place.checked_sub(start)) {
                    (None, Some(place)) => (replaced.text, place),
                    (other, _) => {
                        elsewhere = Some((other.unwrap_or_else(|| object.clone()), replaced.place));
                        (replaced.text, rest.len())
                    }
                })
            });
            let (part, length) = decoded.map_err(|problem| self.problem(problem, &object))?;
            let Some((other, place)) = elsewhere else {
                text.push_str(&part);
                return Ok((text, start + length));
            };
            text.push_str(&part);
            drop(content);
            (object, start) = (other, place);
        }
    }

    #[cold]
    fn problem(&mut self, problem: Problem<R>, object: &Value<R>) -> Raised<R> {
        match problem {
            Problem::Failure(failure) => self.codec_failure(failure, object),
            Problem::Raised(raised) => raised,
        }
    }

    /// What an error handler puts in the place of characters of `text` that a codec of another crate cannot encode, and
    /// where to go on.
    pub fn replace_unencodable(
        &mut self,
        error: EncodeError,
        wrong: &str,
        text: &Value<R>,
        errors: &str,
    ) -> Return<R, (Replacement, usize)> {
        let replaced = self.handle_encoding(error, wrong, text, errors);
        replaced.map_err(|problem| self.problem(problem, text))
    }

    /// What an error handler puts in the place of bytes, whose content is `content`, and where to go on.
    pub fn replace_undecodable(
        &mut self,
        error: DecodeError,
        content: &[u8],
        bytes: &Value<R>,
        errors: &str,
    ) -> Return<R, (String, usize)> {
        let replaced = self.handle_decoding(error, content, bytes, errors);
        let replaced = replaced.map_err(|problem| self.problem(problem, bytes))?;
        Ok((replaced.text, replaced.place.min(content.len())))
    }

    fn handle_encoding(
        &mut self,
        error: EncodeError,
        wrong: &str,
        text: &Value<R>,
        errors: &str,
    ) -> Result<(Replacement, usize), Problem<R>> {
        if let Ok(handler) = Handler::by_name(errors) {
            return handler.encode(error, wrong).map_err(Problem::Failure);
        }
        let exception = self.codec_failure(error.into(), text).0;
        let length = text.as_ref::<Str<R>>().map_or(0, |text| text.characters());
        let (replacement, position) =
            self.ask_handler(errors, &exception, |_| Ok(length), "encoding").map_err(Problem::Raised)?;
        let replacement = match (replacement.as_ref::<Str<R>>(), replacement.as_ref::<Bytes<R>>()) {
            (Some(text), _) => Replacement::Text(text.as_str().to_owned()),
            (_, Some(bytes)) => Replacement::Bytes(bytes.as_slice().to_vec()),
            _ => {
                let message = "encoding error handler must return (str/bytes, int) tuple";
                return Err(Problem::Raised(self.type_error(message)));
            }
        };
        Ok((replacement, position))
    }

    fn handle_decoding(
        &mut self,
        error: DecodeError,
        content: &[u8],
        bytes: &Value<R>,
        errors: &str,
    ) -> Result<Undecodable<R>, Problem<R>> {
        if let Ok(handler) = Handler::by_name(errors) {
            let (text, place) = handler.decode(error, content).map_err(Problem::Failure)?;
            return Ok(Undecodable { text, place, other: None });
        }
        let exception = self.codec_failure(error.into(), bytes).0;
        let shown = self.exception_field(&exception, "object");
        let mut other = None;
        let length = |vm: &mut Self| {
            let now = vm.exception_field(&exception, "object");
            if now.as_ref().zip(shown.as_ref()).is_some_and(|(now, shown)| now.is(shown)) {
                return Ok(content.len());
            }
            let bytes = now.as_ref().and_then(|now| now.as_ref::<Bytes<R>>());
            let Some(length) = bytes.map(|bytes| bytes.as_slice().len()) else {
                return Err(vm.type_error("UnicodeError 'object' attribute must be a bytes"));
            };
            other = now;
            Ok(length)
        };
        let (replacement, place) =
            self.ask_handler(errors, &exception, length, "decoding").map_err(Problem::Raised)?;
        match replacement.as_ref::<Str<R>>() {
            Some(text) => Ok(Undecodable { text: text.as_str().to_owned(), place, other }),
            None => {
                let message = "decoding error handler must return (str, int) tuple";
                Err(Problem::Raised(self.type_error(message)))
            }
        }
    }

    /// Calls a registered error handler: what it puts in place, and where to go on in what then has that length.
    fn ask_handler(
        &mut self,
        errors: &str,
        exception: &Value<R>,
        length: impl FnOnce(&mut Self) -> Return<R, usize>,
        what: &str,
    ) -> Return<R, (Value<R>, usize)> {
        let codecs = self.import_module("_codecs")?;
        let name = self.new_str(errors);
        let handler = self.call_method(&codecs, "lookup_error", &[name])?;
        let answer = self.call(&handler, std::slice::from_ref(exception))?;
        let (replacement, position) = match self.as_tuple(&answer) {
            Some([replacement, position]) if self.is_int(position) => (replacement.clone(), position.clone()),
            _ => {
                let replacement = if what == "encoding" { "str/bytes" } else { "str" };
                let message = format!("{what} error handler must return ({replacement}, int) tuple");
                return Err(self.type_error(&message));
            }
        };
        let given = self.index(&position)?;
        let length = length(self)?;
        // Where the text ends is a place to go on as well, so it is no item's.
        let place = if given < 0 { given + length as i64 } else { given };
        match usize::try_from(place) {
            Ok(place) if place <= length => Ok((replacement, place)),
            _ => Err(self.index_error(&format!("position {given} from error handler out of bounds"))),
        }
    }

    /// Encodes or decodes with what is registered under a name.
    fn by_registered_codec(
        &mut self,
        value: &Value<R>,
        encoding: &str,
        errors: &str,
        what: &str,
    ) -> Return<R> {
        let codecs = self.import_module("_codecs")?;
        let name = self.new_str(encoding);
        let found = self.call_method(&codecs, "lookup", &[name])?;
        if let Some(is_text) = self.find_attr_str(&found, "_is_text_encoding")?
            && !self.truth(&is_text)?
        {
            let message = format!(
                "'{encoding}' is not a text encoding; use codecs.{what}() to handle arbitrary codecs"
            );
            let class = self.exceptions().lookup_error.clone();
            return Err(self.raise_message(&class, &message));
        }
        let errors = self.new_str(errors);
        let Some([encode, decode, ..]) = self.as_tuple(&found) else {
            return Err(self.type_error("codec search functions must return 4-tuples"));
        };
        let (function, doing) = if what == "encode" { (encode, "encoding") } else { (decode, "decoding") };
        let function = function.clone();
        let result = match self.call(&function, &[value.clone(), errors]) {
            Ok(result) => result,
            Err(raised) => return Err(self.noted_of_codec(raised, doing, encoding)),
        };
        let result = match self.as_tuple(&result) {
            Some([result, _]) => result.clone(),
            _ => return Err(self.type_error(&format!("{what}r must return a tuple (object, integer)"))),
        };
        let (right, wanted) = match what {
            "encode" => (result.as_ref::<Bytes<R>>().is_some(), "bytes"),
            _ => (result.as_ref::<Str<R>>().is_some(), "str"),
        };
        if right {
            return Ok(result);
        }
        let message = format!(
            "'{encoding}' {what}r returned '{}' instead of '{wanted}'; use codecs.{what}() to {what} to arbitrary types",
            self.type_name(&result)
        );
        Err(self.type_error(&message))
    }

    /// The exception of a failed encoding or decoding of `object`, raised.
    #[cold]
    pub fn codec_failure(&mut self, failure: Failure, object: &Value<R>) -> Raised<R> {
        let (class, encoding, start, end, reason) = match failure {
            Failure::Other(error) => return self.text_error(error),
            Failure::Decode(error) => (
                &self.exceptions().unicode_decode_error,
                error.encoding,
                error.start,
                error.end,
                error.reason,
            ),
            Failure::Encode(error) => (
                &self.exceptions().unicode_encode_error,
                error.encoding,
                error.start,
                error.end,
                error.reason,
            ),
        };
        let class = class.clone();
        // The exception shows what was there, and not what a bytearray becomes later.
        let object = match self.bytes_like(object) {
            Some(bytes) if object.as_ref::<Bytes<R>>().is_none() => self.new_bytes(&bytes),
            _ => object.clone(),
        };
        let values = [
            self.new_str(encoding),
            object,
            self.new_usize(start),
            self.new_usize(end),
            self.new_str(reason),
        ];
        let raised = self.new_exception(&class, values.to_vec());
        for (name, value) in ["encoding", "object", "start", "end", "reason"].into_iter().zip(values) {
            self.set_exception_field(&raised.0, name, value);
        }
        raised
    }
}
