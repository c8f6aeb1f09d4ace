//! What is wrong with the escapes in a string literal.

use ruff_python_ast::PythonVersion;
use ruff_python_parser::{Mode, ParseOptions, parse_unchecked};

/// What is said of the first escape that stands for nothing in what stands between the quotes of a literal. Places are those
/// of what is decoded: there characters beyond ASCII are escapes of ten bytes.
pub(crate) fn wrong(content: &str, of_bytes: bool) -> Option<String> {
    let mut place = 0;
    let mut rest = content;
    while let Some(first) = rest.chars().next() {
        if first != '\\' {
            place += if first.is_ascii() { 1 } else { 10 };
            rest = &rest[first.len_utf8()..];
            continue;
        }
        let escape = &rest[1..];
        if let Some((length, message)) = wrong_escape(escape, of_bytes) {
            return Some(match of_bytes {
                true => format!("(value error) invalid \\x escape at position {place}"),
                false => format!(
                    "(unicode error) 'unicodeescape' codec can't decode bytes in position {place}-{}: {message}",
                    place + length
                ),
            });
        }
        // Whatever else is escaped begins no escape itself; what it goes on with are characters like others.
        match escape.chars().next() {
            Some(next) if next.is_ascii() => {
                place += 2;
                rest = &escape[1..];
            }
            // A backslash before such a character is an escape too.
            _ => {
                place += 6;
                rest = escape;
            }
        }
    }
    None
}

/// How many bytes of what follows a backslash are no escape together, and why.
fn wrong_escape(escape: &str, of_bytes: bool) -> Option<(usize, &'static str)> {
    let kind = escape.chars().next()?;
    let (wanted, message) = match kind {
        'x' => (2, "truncated \\xXX escape"),
        'u' if !of_bytes => (4, "truncated \\uXXXX escape"),
        'U' if !of_bytes => (8, "truncated \\UXXXXXXXX escape"),
        'N' if !of_bytes => return wrong_name(&escape[1..]),
        _ => return None,
    };
    let digits = escape.bytes().skip(1).take(wanted).take_while(u8::is_ascii_hexdigit).count();
    if digits < wanted {
        return Some((1 + digits, message));
    }
    let code = escape.get(1..=wanted).and_then(|digits| u32::from_str_radix(digits, 16).ok());
    code.filter(|code| *code > 0x0010_ffff).map(|_| (1 + wanted, "illegal Unicode character"))
}

/// The same of what follows `\N`.
fn wrong_name(text: &str) -> Option<(usize, &'static str)> {
    const MALFORMED: &str = "malformed \\N character escape";
    let Some(name) = text.strip_prefix('{') else { return Some((1, MALFORMED)) };
    match name.find('}') {
        None => Some((2 + decoded_length(name), MALFORMED)),
        Some(0) => Some((2, MALFORMED)),
        Some(length) if is_known(&name[..length]) => None,
        Some(length) => Some((3 + decoded_length(&name[..length]), "unknown Unicode character name")),
    }
}

fn decoded_length(text: &str) -> usize {
    text.chars().map(|next| if next.is_ascii() { 1 } else { 10 }).sum()
}

/// Whether a character has this name.
fn is_known(name: &str) -> bool {
    if name.contains(['\'', '\\', '\n']) {
        return false;
    }
    let options = ParseOptions::from(Mode::Expression).with_target_version(PythonVersion::PY314);
    parse_unchecked(&format!("'\\N{{{name}}}'"), options).errors().is_empty()
}

#[cfg(test)]
mod tests {
    use super::wrong;

    #[test]
    fn the_first_wrong_escape_is_told() {
        let said = |content: &str| wrong(content, false).unwrap_or_default();
        assert!(said("a\\x1").ends_with("position 1-3: truncated \\xXX escape"));
        assert!(said("é\\u12").ends_with("position 10-13: truncated \\uXXXX escape"));
        assert!(said("\\\\\\x").ends_with("position 2-3: truncated \\xXX escape"));
        assert!(said("\\U001100000").ends_with("position 0-9: illegal Unicode character"));
        assert!(said("\\N{no such}x").ends_with("position 0-10: unknown Unicode character name"));
        assert!(said("\\N{ab").ends_with("position 0-4: malformed \\N character escape"));
        assert_eq!(said("\\N{DIGIT ONE}\\x41\\'\\q"), "");
        assert_eq!(
            wrong("a\\u\\x1", true).unwrap_or_default(),
            "(value error) invalid \\x escape at position 3"
        );
    }
}
