//! Where CPython 3.13 says something else than the CPython 3.14 whose language this is.

use super::complex;

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
    (
        "must be a byte string of length 1, not a bytearray object of length",
        "must be a byte string of length 1, not bytearray",
    ),
    // Which of two wrong arguments is complained of, and which of two wrong things in a text.
    ("SyntaxError", "SyntaxError"),
    ("int() can't convert non-string with explicit base", "int() base must be"),
    ("encoding without a string argument", "must be str, not"),
    ("in complex format specifier", "Unknown format code"),
    ("fromhex() argument must be str", "bad argument type"),
    ("unsupported operand type(s) for ** or pow()", "pow() 3rd argument not allowed"),
    ("object is not iterable", "argument of type"),
    // What a message names besides: a file that only one of them has.
    ("(unknown location)", "cannot import name"),
    ("(missed __aexit__ method)", "does not support the asynchronous context manager protocol"),
    ("(missed __aenter__ method)", "does not support the asynchronous context manager protocol"),
    ("fold must be either 0 or 1, not", "fold must be either 0 or 1"),
    ("hour must be in 0..23, not", "hour must be in 0..23"),
    ("minute must be in 0..59, not", "minute must be in 0..59"),
    ("second must be in 0..59, not", "second must be in 0..59"),
    ("microsecond must be in 0..999999, not", "microsecond must be in 0..999999"),
    ("month must be in 1..12, not", "month must be in 1..12"),
    ("year must be in 1..9999, not", "is out of range"),
    ("must be real number, not", "float argument required, not"),
    ("Invalid format specifier", "invalid format string"),
    // Of two things that are wrong each names another.
    ("must be str or None", "too large to convert to C ssize_t"),
    ("Struct() argument 1 must be a str or bytes object", "unhashable type"),
    ("byteorder must be either", "not supported between instances"),
    ("encoding without a string argument", "embedded null character"),
    ("function missing required argument", "function takes at least 4 arguments"),
    ("got an unexpected keyword argument", "takes no keyword arguments"),
    ("takes no keyword arguments", "requires a"),
    ("cannot reuse already awaited", "already running"),
    ("heap argument must be a list", "must be list, not"),
    ("has no setter", "can't set attribute"),
    ("dictionary changed size", "OrderedDict mutated"),
    ("can't multiply sequence by non-int of type", "unsupported operand type(s) for *"),
    ("can't be awaited", "can't be used in 'await' expression"),
    ("with __aiter__ method, got list", "with __aiter__ method, got tuple"),
    (
        "a string or a Rational instance or have the as_integer_ratio() method",
        "a string or a Rational instance",
    ),
    ("expected string object, got", "expected string or bytes-like object, got"),
    // Unions are of one class.
    ("'Union'", "'types.UnionType'"),
    ("Union ", "UnionType "),
    ("Union ", "_UnionGenericAlias typing."),
    ("|", "typing.Union["),
    ("|", "typing.Optional["),
    // What 3.14 says more.
    ("must be in range 1..", "day is out of range for month"),
    (")\\z", ")\\Z"),
    ("No module named", "import of module"),
    ("%c requires an int or a unicode character, not", "%c requires int or char"),
    ("%c requires an integer in range(256) or a single byte, not", "%c requires an integer"),
    ("must be str, not", "must be a unicode character, not"),
    ("cannot round a NaN", "cannot convert NaN to integer"),
    ("must be a unicode character", "must be string"),
    ("must be a unicode character", "must be a 1-character string"),
    ("must be a string, not", "must be a string"),
    ("strictly between -timedelta(hours=24)", "strictly between -timedelta(hours=24)"),
    ("inf or nan encountered", "no attribute 'numerator'"),
    ("expected str, bytes or os.PathLike object", "path should be string, bytes or os.PathLike"),
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
    ("str_iterator", "str_ascii_iterator"),
    ("iterator <iterator", "memory_iterator <memory_iterator"),
    // The module of a function in C may be assigned to there, and `wraps` comes to the name.
    ("'__module__' of 'builtin_function_or_method'", "'__name__' of 'builtin_function_or_method'"),
    // A defaultdict takes a partial function for one that is being shown.
    ("defaultdict(functools.partial", "defaultdict(..."),
    // What the libraries of compression say about what they cannot read.
    ("while decompressing data:", "while decompressing data:"),
];

/// Whether two answers of a block are the same but for that.
pub fn same(block: &str, ours: &str, theirs: &str) -> bool {
    let mut lines = ours.lines().zip(theirs.lines());
    // 3.14 groups the digits of decimals by underscores.
    let grouped = block.contains("decimal")
        && theirs
            .lines()
            .any(|line| line.starts_with("ValueError: Invalid format specifier: ") && line.contains('_'));
    ours == theirs
        || grouped
        || ours.lines().count() == theirs.lines().count()
            && lines.all(|(ours, theirs)| alike(ours, theirs) || alike_in(block, ours, theirs))
}

fn alike(ours: &str, theirs: &str) -> bool {
    ours == theirs
        || theirs.contains('.') && without_modules(ours) == without_modules(theirs)
        || SAID.iter().any(|said| is_said(said, ours, theirs))
        || complex::alike(ours, theirs, false)
        || in_the_library(ours).is_some_and(|ours| Some(ours) == in_the_library(theirs))
}

/// Whether two lines say this, of the same: the exception, or the variable.
fn is_said((our, their): &(&str, &str), ours: &str, theirs: &str) -> bool {
    let (Some(one), Some(other)) = (ours.find(our), theirs.find(their)) else { return false };
    let (subject, their_subject) = (subject(ours), subject(theirs));
    subject == their_subject || one < subject.len() && other < their_subject.len()
}

/// What a line is about: its first word, or that it is raised and what.
fn subject(line: &str) -> &str {
    let rest = line.strip_prefix("raised ").unwrap_or(line);
    let end = rest.find([' ', '(', ':']).unwrap_or(rest.len());
    &line[..line.len() - rest.len() + end]
}

/// What is alike in a block that uses this or that.
fn alike_in(block: &str, ours: &str, theirs: &str) -> bool {
    (block.contains("complex") || block.contains("j)")) && complex::alike(ours, theirs, true)
        // 3.14 writes years with four digits.
        || block.contains("strftime") && without_zeros(ours) == without_zeros(theirs)
        // 3.14 counts where an object has no length, and what goes wrong then goes wrong while that is handled.
        || block.contains("statistics") && ours.split_once(" after ").is_some_and(|(ours, _)| ours == theirs)
        // 3.14 leaves out blanks at the ends of more lines.
        || block.contains("textwrap") && ours.trim_end() == theirs.trim_end()
}

/// The file and the function of a line of a traceback that leads through the library, whose lines have other numbers.
fn in_the_library(line: &str) -> Option<(&str, &str)> {
    let (path, place) = line.strip_prefix("  File \"")?.split_once("\", line ")?;
    let path = path.strip_prefix("<stdlib>/").or_else(|| Some(path.split_once("/python3.13/")?.1))?;
    Some((path, place.trim_start_matches(|next: char| next.is_ascii_digit())))
}

/// A line with its numbers as they are without zeros before them.
fn without_zeros(line: &str) -> String {
    let mut text = String::new();
    for part in line.split_inclusive(|next: char| !next.is_ascii_digit()) {
        let digits = part.trim_start_matches('0');
        let bare = !digits.starts_with(|next: char| next.is_ascii_digit()) && digits.len() < part.len();
        text.push_str(if bare { "0" } else { "" });
        text.push_str(digits);
    }
    text
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
        assert!(!same("", "ValueError: expected a positive input\n", "TypeError: math domain error\n"));
        assert!(same("", "dict_keys([1])\n", "odict_keys([1])\n"));
        assert!(!same("", "v = -0.0\n", "v = 0.0\n") && same("complex(0)", "v = -0.0\n", "v = 0.0\n"));
        assert!(same("x.strftime('%Y')", "0012-01\n", "12-01\n") && !same("", "0012-01\n", "12-01\n"));
        assert!(!same("x.strftime('%Y')", "0012-01\n", "120-01\n"));
        let ours = "  File \"<stdlib>/statistics.py\", line 177, in mean\n";
        let theirs =
            |function| format!("  File \"/x/lib/python3.13/statistics.py\", line 490, in {function}\n");
        assert!(same("", ours, &theirs("mean")) && !same("", ours, &theirs("mode")));
        assert!(same("", "TypeError: not 'deque'\n", "TypeError: not 'collections.deque'\n"));
        assert!(!same("", "TypeError: not 'deque'\n", "TypeError: not 'collections.Counter'\n"));
    }
}
