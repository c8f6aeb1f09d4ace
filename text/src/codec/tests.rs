use super::*;

fn decoded(codec: &str, bytes: &[u8], handler: &str) -> Result<String, Failure> {
    decode(Codec::by_name(codec).unwrap(), bytes, Handler::by_name(handler).unwrap())
}

fn encoded(codec: &str, text: &str, handler: &str) -> Result<Vec<u8>, Failure> {
    encode(Codec::by_name(codec).unwrap(), text, Handler::by_name(handler).unwrap())
}

fn decode_error(codec: &str, bytes: &[u8]) -> (usize, usize, String) {
    match decoded(codec, bytes, "strict") {
        Err(Failure::Decode(error)) => (error.start, error.end, error.message(bytes)),
        other => panic!("{codec} {bytes:?}: {other:?}"),
    }
}

fn encode_error(codec: &str, text: &str) -> String {
    match encoded(codec, text, "strict") {
        Err(Failure::Encode(error)) => error.message(text),
        other => panic!("{codec} {text:?}: {other:?}"),
    }
}

#[test]
fn text_survives_every_unicode_encoding() {
    let text = "aé€😀\n";
    for codec in ["utf-8", "UTF_16", "utf-16-be", "utf-16-le", "utf-32", "utf 32 be", "unicode_escape"] {
        let bytes = encoded(codec, text, "strict").unwrap();
        assert_eq!(Ok(text), decoded(codec, &bytes, "strict").as_deref(), "{codec}");
    }
    assert_eq!(Ok(b"\xff\xfe\xe9\0".to_vec()), encoded("utf-16", "é", "strict"));
    assert_eq!(Ok(b"\xd8=\xde\0".to_vec()), encoded("utf-16-be", "😀", "strict"));
    assert_eq!(Ok("é"), decoded("utf-16", b"\xfe\xff\0\xe9", "strict").as_deref());
    assert_eq!(Ok("a\u{ff}"), decoded("latin-1", b"a\xff", "strict").as_deref());
}

#[test]
fn wrong_utf_8_is_reported_as_cpython_does() {
    for (bytes, start, end, reason) in [
        (&b"\xff"[..], 0, 1, "byte 0xff in position 0: invalid start byte"),
        (b"\xe2\x82", 0, 2, "bytes in position 0-1: unexpected end of data"),
        (b"\xe2(\xa1", 0, 1, "byte 0xe2 in position 0: invalid continuation byte"),
        (b"a\xf0\x9f\x98z", 1, 4, "bytes in position 1-3: invalid continuation byte"),
        (b"\xed\xa0\x80", 0, 1, "byte 0xed in position 0: invalid continuation byte"),
        (b"\xf5\x80", 0, 1, "byte 0xf5 in position 0: invalid start byte"),
    ] {
        let message = format!("'utf-8' codec can't decode {reason}");
        assert_eq!((start, end, message), decode_error("utf-8", bytes));
    }
}

#[test]
fn wrong_utf_16_and_32_are_reported_as_cpython_does() {
    for (codec, bytes, start, end, reason) in [
        ("utf-16", &b"\xff\xfea"[..], 2, 3, "truncated data"),
        ("utf-16", b"\xff\xfea\0\0\xd8", 4, 6, "unexpected end of data"),
        ("utf-16-le", b"\0\xdca\0", 0, 2, "illegal encoding"),
        ("utf-16-le", b"\0\xd8a\0", 0, 2, "illegal UTF-16 surrogate"),
        ("utf-32", b"a\0\0", 0, 3, "truncated data"),
        ("utf-32-be", b"\0\0\xd8\0", 0, 4, "code point in surrogate code point range(0xd800, 0xe000)"),
        ("utf-32-be", b"\0\x11\0\0", 0, 4, "code point not in range(0x110000)"),
    ] {
        let (found_start, found_end, message) = decode_error(codec, bytes);
        assert_eq!((start, end), (found_start, found_end));
        assert!(message.ends_with(reason), "{message}");
    }
}

#[test]
fn characters_beyond_an_encoding_are_reported_together() {
    let ascii = "'ascii' codec can't encode";
    assert_eq!(
        format!("{ascii} character '\\xe9' in position 0: ordinal not in range(128)"),
        encode_error("ascii", "é")
    );
    assert_eq!(
        format!("{ascii} characters in position 1-3: ordinal not in range(128)"),
        encode_error("ascii", "aéé€b")
    );
    assert_eq!(
        "'latin-1' codec can't encode character '\\u20ac' in position 1: ordinal not in range(256)",
        encode_error("latin-1", "é€")
    );
    assert_eq!(
        "'utf-8' codec can't encode characters in position 0-1: surrogates not allowed",
        encode_error("utf-8", "\u{10d800}\u{10dc00}x")
    );
    assert_eq!(
        "'utf-16' codec can't encode character '\\ud800' in position 0: surrogates not allowed",
        encode_error("utf-16", "\u{10d800}\u{10dc00}x")
    );
}

#[test]
fn handlers_replace() {
    assert_eq!(Ok("a\u{fffd}\u{fffd}"), decoded("utf-8", b"a\xe2\x82\xe2", "replace").as_deref());
    assert_eq!(Ok("ab"), decoded("utf-8", b"a\xffb", "ignore").as_deref());
    assert_eq!(Ok("\\xff\\xf0\\x9f"), decoded("utf-8", b"\xff\xf0\x9f", "backslashreplace").as_deref());
    assert_eq!(Ok(b"??".to_vec()), encoded("ascii", "é€", "replace"));
    assert_eq!(
        Ok(br"\xe9\u20ac\U0001f600\ud800".to_vec()),
        encoded("ascii", "é€😀\u{10d800}", "backslashreplace")
    );
    assert_eq!(Ok(b"&#233;&#8364;a".to_vec()), encoded("ascii", "é€a", "xmlcharrefreplace"));
    assert_eq!("unknown error handler name 'foo'", Handler::by_name("foo").unwrap_err().message);
}

#[test]
fn any_bytes_survive_surrogateescape() {
    let bytes: Vec<u8> = (0..=255).rev().collect();
    for codec in ["utf-8", "ascii"] {
        let text = decoded(codec, &bytes, "surrogateescape").unwrap();
        assert_eq!(Some('\u{10dcff}'), text.chars().next());
        assert_eq!(Ok(bytes.clone()), encoded(codec, &text, "surrogateescape"));
    }
    assert!(encoded("ascii", "é", "surrogateescape").is_err());
}

#[test]
fn surrogates_survive_surrogatepass() {
    for (codec, bytes) in [
        ("utf-8", &b"\xed\xa0\x80\xed\xbf\xbf"[..]),
        ("utf-16-le", b"\0\xd8a\0"),
        ("utf-16-be", b"\xd8\0\0a"),
        ("utf-32-le", b"\0\xd8\0\0"),
    ] {
        let text = decoded(codec, bytes, "surrogatepass").unwrap();
        assert!(text.starts_with('\u{10d800}'));
        assert_eq!(Ok(bytes.to_vec()), encoded(codec, &text, "surrogatepass"));
    }
    assert!(decoded("utf-8", b"\xff", "surrogatepass").is_err());
}

#[test]
fn escapes() {
    assert_eq!(
        Ok("\u{1ff}\\8\\q\t\u{10d800}😀é"),
        decoded("unicode_escape", b"\\777\\8\\q\\\n\\t\\ud800\\U0001f600\xe9", "strict").as_deref()
    );
    for (bytes, end, reason) in [
        (&b"\\"[..], 1, "\\ at end of string"),
        (b"\\x4z", 3, "truncated \\xXX escape"),
        (b"\\u12", 4, "truncated \\uXXXX escape"),
        (b"\\U00110000", 10, "illegal Unicode character"),
        (b"\\N", 2, "malformed \\N character escape"),
    ] {
        let (start, found_end, message) = decode_error("unicode_escape", bytes);
        assert_eq!((0, end), (start, found_end));
        assert!(message.starts_with("'unicodeescape'") && message.ends_with(reason), "{message}");
    }
    assert_eq!(Ok(br"\xe9\u20ac\\\n'\x01".to_vec()), encoded("unicode_escape", "é€\\\n'\x01", "strict"));
    assert_eq!(Ok(b"\xe9\\u20ac\\\n".to_vec()), encoded("raw_unicode_escape", "é€\\\n", "strict"));
    assert_eq!(
        Ok("\\\\u1234\u{1234}\\"),
        decoded("raw_unicode_escape", b"\\\\u1234\\u1234\\", "strict").as_deref()
    );
    assert!(decode_error("raw_unicode_escape", b"\\U00110000").2.ends_with("\\Uxxxxxxxx out of range"));
}

#[test]
fn what_is_cut_off_waits_for_the_next_part() {
    for (codec, bytes, consumed) in [
        (Codec::Utf8, &b"a\xf0\x9f\x98"[..], 1),
        (Codec::Utf16(None), b"\xff\xfea\0\0\xd8", 4),
        (Codec::Utf16(Some(ByteOrder::Big)), b"\0a\0", 2),
        (Codec::Utf32(Some(ByteOrder::Little)), b"a\0\0\0b\0", 4),
        (Codec::UnicodeEscape, b"a\\u12", 1),
    ] {
        let part = decode_part(codec, bytes, Handler::Strict, false);
        assert_eq!(Ok(("a".to_owned(), consumed)), part, "{codec:?}");
    }
    assert!(decode_part(Codec::Utf8, b"\xff", Handler::Strict, false).is_err());
}

#[test]
fn tables_map_bytes_to_characters() {
    let table = ['a', '€', '\u{fffe}'];
    let put = |byte: u8, text: &mut String| match table.get(usize::from(byte)) {
        Some(&character) if character != charmap::UNDEFINED => {
            text.push(character);
            true
        }
        _ => false,
    };
    let strict = &mut |error: DecodeError| Handler::Strict.decode(error, b"");
    assert_eq!(Ok("€a"), charmap::decode_with(b"\x01\0", &put, strict).as_deref());
    let bytes = b"\x02\x01\x03";
    let replace = &mut |error: DecodeError| Handler::Replace.decode(error, bytes);
    assert_eq!(Ok("\u{fffd}€\u{fffd}"), charmap::decode_with(bytes, &put, replace).as_deref());
    let inverse = charmap::invert(&table);
    let ignore = &mut |error: EncodeError, wrong: &str| Handler::Ignore.encode(error, wrong);
    assert_eq!(Ok(vec![1, 0]), charmap::encode_with("x€a", &inverse, ignore));
}

#[test]
fn utf_7_shifts() {
    let strict = |text: &str| encode(Codec::Utf7, text, Handler::Strict).unwrap();
    for (text, bytes) in [
        ("a+b", &b"a+-b"[..]),
        ("Hi é!", b"Hi +AOk!"),
        ("ü-x", b"+APw--x"),
        ("a😀", b"a+2D3eAA-"),
        ("~\\", b"+AH4AXA-"),
    ] {
        assert_eq!(bytes, strict(text));
        assert_eq!(Ok(text), decode(Codec::Utf7, bytes, Handler::Strict).as_deref());
    }
    assert_eq!(Ok(("a".into(), 1)), decode_part(Codec::Utf7, b"a+AO", Handler::Strict, false));
    assert!(decode(Codec::Utf7, b"a\xff", Handler::Strict).is_err());
}

#[test]
fn names_replace_characters() {
    assert_eq!(Ok(b"\\N{EURO SIGN}".to_vec()), encode(Codec::Ascii, "€", Handler::NameReplace));
}
