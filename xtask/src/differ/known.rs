//! Where CPython says something else: 3.13 than the 3.14 whose language this is, and any of them what is left to it.

use super::complex;

/// What stands in a line of ours, and in the same line of any CPython, because Python leaves it open.
const OPEN: &[(&str, &str)] = &[
    // What the libraries of compression say about what they cannot read.
    ("while decompressing data:", "while decompressing data:"),
    // Sets have no order: which two of the classes in one are too many.
    ("too many data types for", "too many data types for"),
    ("don't know how to coerce", "don't know how to coerce"),
    // How deep it went, and in what.
    ("maximum recursion depth exceeded", "maximum recursion depth exceeded"),
    ("maximum recursion depth exceeded", "Stack overflow (used"),
];

/// What stands in a line of ours, and in the same line of CPython 3.13.
const OLDER: &[(&str, &str)] = &[
    ("division by zero", "float division by zero"),
    ("division by zero", "float floor division by zero"),
    ("division by zero", "float modulo by zero"),
    ("division by zero", "float divmod()"),
    ("zero to a negative power", "0.0 cannot be raised to a negative power"),
    ("zero to a negative or complex power", "0.0 to a negative or complex power"),
    ("digest_size for Blake2", "digest_size must be between"),
    ("inner_size must be between", "inner_size must be between"),
    ("must be a unicode character, not a string of length", "must be a unicode character, not str"),
    ("it's not found as", "attribute lookup"),
    ("division by zero", "integer division or modulo by zero"),
    ("division by zero", "integer modulo by zero"),
    ("<class 'typing.Union'>", "<class 'types.UnionType'>"),
    ("<class 'typing.Union'>", "typing.Union"),
    ("'typing.Union'", "'types.UnionType'"),
    ("'Union'", "'UnionType'"),
    ("range.index(x): x not in range", "is not in range"),
    ("deque.index(x): x not in deque", "is not in deque"),
    ("deque.remove(x): x not in deque", "is not in deque"),
    ("raised PicklingError(\"Can't pickle local object", "raised AttributeError(\"Can't get local object"),
    ("PicklingError: Can't pickle local object", "AttributeError: Can't get local object"),
    ("PicklingError Can't pickle local object", "AttributeError Can't get local object"),
    ("raised ValueError('inf or nan encountered", "raised AttributeError(\"'float' object has no attribute"),
    ("ValueError: inf or nan encountered", "AttributeError: 'float' object has no attribute 'numerator'"),
    ("object is not iterable", "cannot convert dictionary update sequence element"),
    ("complex() argument must be", "complex() first argument must be"),
    ("complex() argument 'real' must be", "complex() first argument must be"),
    ("complex() argument 'real' must be", "complex() can't take second arg if first is a string"),
    ("complex() argument 'imag' must be", "complex() second arg"),
    ("malformed node or string", "malformed node or string"),
    ("StopIteration(None)", "StopIteration()"),
    ("StopIteration: None", "StopIteration: "),
    ("\"quoting\" must be an integer, not", "\"quoting\" must be an integer"),
    ("<single dispatch method descriptor", "<functools.singledispatchmethod object"),
    ("__reduce__ must return a string or tuple, not", "__reduce__ must return a string or tuple"),
    ("(missed __exit__ method)", "does not support the context manager protocol"),
    ("(missed __enter__ method)", "does not support the context manager protocol"),
    ("expected a positive input", "math domain error"),
    ("expected a nonnegative input", "math domain error"),
    ("array item must be a unicode character", "array item must be unicode character"),
    ("list.index(x): x not in list", "is not in list"),
    ("bad typecode (must be b, B, u, w,", "bad typecode (must be b, B, u, h,"),
    ("bad typecode (must be", "cannot use a str to initialize an array"),
    ("__slots__ items must be strings", "nonempty __slots__ not supported"),
    ("is not a container or iterable", "is not iterable"),
    ("is not an iterable or container", "is not iterable"),
    ("division by zero", "complex division by zero"),
    (
        "must be a byte string of length 1, not a bytes object of length",
        "must be a byte string of length 1, not bytes",
    ),
    (
        "must be a byte string of length 1, not a bytearray object of length",
        "must be a byte string of length 1, not bytearray",
    ),
    (
        "%c requires an integer in range(256) or a single byte, not",
        "%c requires an integer in range(256) or a single byte",
    ),
    // Which of two wrong arguments is complained of.
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
    ("function missing required argument", "function takes at least 4 arguments"),
    ("got an unexpected keyword argument", "takes no keyword arguments"),
    ("takes no keyword arguments", "requires a"),
    ("cannot reuse already awaited", "already running"),
    ("heap argument must be a list", "must be list, not"),
    ("has no setter", "can't set attribute"),
    ("not a unique prefix; possible options:", "not a unique prefix"),
    ("unknown action '", "unknown action \""),
    ("add_note() argument must be str, not", "note must be a str, not"),
    ("can't multiply sequence by non-int of type", "unsupported operand type(s) for *"),
    ("can't be awaited", "can't be used in 'await' expression"),
    ("with __aiter__ method, got list", "with __aiter__ method, got tuple"),
    (
        "a string or a Rational instance or have the as_integer_ratio() method",
        "a string or a Rational instance",
    ),
    ("expected string object, got", "expected string or bytes-like object, got"),
    ("expected str object, not", "expected string or bytes-like object, got"),
    ("str or bytes object, not types.GenericAlias", "str or bytes object, not GenericAlias"),
    // Unions are of one class.
    ("'Union'", "'types.UnionType'"),
    ("Union ", "UnionType "),
    ("Union ", "_UnionGenericAlias typing.Union["),
    ("|", "typing.Union["),
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
];

/// What is in the answers of a block that end or go on otherwise, all of them: what 3.14 has, or does, that 3.13 has not.
/// Of each: a part of the block, of our answer, and of theirs.
const NEW: &[(&str, &str, &str)] = &[
    ("strptime", "", "has no attribute 'strptime'"),
    (".count(", "", "'memoryview' object has no attribute 'count'"),
    (".index(", "", "'memoryview' object has no attribute 'index'"),
    ("", "NotImplemented should not be used in a boolean context", ""),
    // A partial function in a class is a method.
    ("partial", "", "missing 1 required positional argument"),
    // What is prepared may be prepared once more.
    ("graphlib", "", "cannot prepare() more than once"),
    // A power of what is infinite.
    ("**", "complex exponentiation", ""),
    ("pow", "complex exponentiation", ""),
    ("**", "", "(nan+nanj)"),
    ("1e308j", "", "cannot convert float NaN to integer"),
    // A negative int in no bytes.
    ("to_bytes(", "OverflowError: int too big to convert", "b''"),
    // Template strings, annotations for later, heaps turned round, places in partial functions.
    ("t'", "", "SyntaxError"),
    ("t\"", "", "SyntaxError"),
    ("templatelib", "", "No module named 'string.templatelib'"),
    ("annotationlib", "", "No module named 'annotationlib'"),
    ("_max(", "", "has no attribute 'heap"),
    ("Placeholder", "", "has no attribute 'Placeholder'"),
    ("from_number", "", "has no attribute 'from_number'"),
    ("is_none", "", "has no attribute 'is_none'"),
    ("resize(", "", "has no attribute 'resize'"),
    ("strict=", "", "map() takes no keyword arguments"),
    // 3.14 groups the digits of decimals by underscores.
    ("decimal", "", "ValueError: Invalid format specifier: "),
];

/// The same for what any CPython does otherwise.
const OTHERWISE: &[(&str, &str, &str)] = &[
    // How much address space is left for what the program wants.
    ("2**31", "MemoryError", ""),
    ("2**32", "MemoryError", ""),
    // There they make room first for as many as there will be.
    ("range(", "ValueError: bytes must be in range(0, 256)", "MemoryError"),
    ("range(", "ValueError: byte must be in range(0, 256)", "MemoryError"),
    // A build whose HMAC in C has no BLAKE2 although its table says so.
    ("hmac", "", "ValueError: invalid HACL* algorithm"),
];

/// What is known of an interpreter.
pub struct Known {
    /// Whether its language is the one before ours.
    older: bool,
}

impl Known {
    /// What is known of CPython of this version.
    pub fn of(version: &str) -> Known {
        Known { older: version.starts_with("3.13") }
    }

    /// Whether two answers of a block are the same but for what is known.
    pub fn same(&self, block: &str, ours: &str, theirs: &str) -> bool {
        if ours == theirs {
            return true;
        }
        let otherwise = |rule: &(&str, &str, &str)| applies(rule, block, ours, theirs);
        let mut lines = ours.lines().zip(theirs.lines());
        OTHERWISE.iter().any(otherwise)
            || self.older && NEW.iter().any(otherwise)
            || self.older && block.contains("html.parser") && without_markup(ours) == without_markup(theirs)
            || ours.lines().count() == theirs.lines().count()
                && lines.all(|(ours, theirs)| self.alike(block, ours, theirs))
    }

    fn alike(&self, block: &str, ours: &str, theirs: &str) -> bool {
        ours == theirs
            || OPEN.iter().any(|said| is_said(said, ours, theirs))
            || in_the_library(ours).is_some_and(|ours| Some(ours) == in_the_library(theirs))
            || (block.contains("set") || block.contains('{')) && is_of_order(ours, theirs)
            || block.contains("nan") && is_of_identity(ours, theirs)
            || is_of_hashes(block, ours, theirs)
            // The error function is the platform's.
            || (block.contains("erf") || block.contains("NormalDist")) && complex::close(ours, theirs)
            || self.older && is_older(block, ours, theirs)
    }
}

/// Whether a rule is about a block and these answers.
fn applies(
    (of_block, of_ours, of_theirs): &(&str, &str, &str),
    block: &str,
    ours: &str,
    theirs: &str,
) -> bool {
    block.contains(of_block) && ours.contains(of_ours) && theirs.contains(of_theirs)
}

/// Whether 3.13 says `theirs`, where 3.14 says `ours`.
fn is_older(block: &str, ours: &str, theirs: &str) -> bool {
    OLDER.iter().any(|said| is_said(said, ours, theirs))
        || without_use(ours).is_some_and(|ours| ours == theirs)
        || without_optional(theirs).is_some_and(|theirs| ours == theirs)
        || without_count(ours).is_some_and(|ours| ours == theirs)
        || is_of_trees(ours, theirs)
        || complex::alike(ours, theirs, block.contains("complex") || block.contains("j)"))
        // 3.14 keeps what rounding loses of the ints in a sum too.
        || block.contains("sum(") && complex::close(ours, theirs)
        || block.contains("cmath") && ours.replace('-', "") == theirs.replace('-', "")
        // 3.14 writes years with four digits.
        || (block.contains("strftime") || block.contains("%Y"))
            && without_zeros(ours) == without_zeros(theirs)
        // 3.14 counts where an object has no length, and what goes wrong then goes wrong while that is handled.
        || block.contains("statistics") && ours.split_once(" after ").is_some_and(|(ours, _)| ours == theirs)
        // 3.14 leaves out blanks at the ends of more lines.
        || block.contains("textwrap") && without_blanks(ours) == without_blanks(theirs)
}

/// Whether two lines differ only in what is true and in small numbers: whether a NaN was found, and where. One is any other of
/// the same bits here.
fn is_of_identity(ours: &str, theirs: &str) -> bool {
    let words = |line: &str| -> Vec<String> {
        let word = |text: &str| match text {
            "True" | "False" => "?".to_owned(),
            _ if text.len() < 3 && text.bytes().all(|byte| byte.is_ascii_digit()) => "?".to_owned(),
            _ => text.to_owned(),
        };
        line.split_inclusive(|next: char| !next.is_alphanumeric())
            .flat_map(|part| {
                let end = part.trim_end_matches(|next: char| !next.is_alphanumeric()).len();
                [word(&part[..end]), part[end..].to_owned()]
            })
            .collect()
    };
    words(ours) == words(theirs)
}

/// A line that tells how many values there were to unpack, without that.
fn without_count(line: &str) -> Option<String> {
    let (before, rest) = line.split_once("too many values to unpack (expected ")?;
    let (expected, rest) = rest.split_once(", got ")?;
    let (_, after) = rest.split_once(')')?;
    Some(format!("{before}too many values to unpack (expected {expected}){after}"))
}

/// Whether two lines show the same trees, of which 3.13 says only the class.
fn is_of_trees(mut ours: &str, mut theirs: &str) -> bool {
    let mut trees = 0;
    while let Some((before, rest)) = theirs.split_once("<ast.") {
        let Some((class, after)) = rest.split_once(" object>") else { return false };
        let Some(shown) = ours.strip_prefix(before).and_then(|ours| ours.strip_prefix(class)) else {
            return false;
        };
        let Some(tree) = bracketed(shown) else { return false };
        ours = &shown[tree..];
        theirs = after;
        trees += 1;
    }
    trees > 0 && ours == theirs
}

/// The length of what a text has in brackets at its beginning, with them.
fn bracketed(text: &str) -> Option<usize> {
    let mut open = 0;
    let end = text.find(|next: char| {
        open += i32::from(next == '(') - i32::from(next == ')');
        open == 0
    })?;
    (end > 0).then_some(end + 1)
}

/// The lines of an answer that are not what a parser of HTML tells: 3.13 has an older one, of other rules.
fn without_markup(answer: &str) -> Vec<&str> {
    let is_told =
        |line: &&str| ["data ", "comment ", "start ", "end "].iter().any(|word| line.starts_with(word));
    answer.lines().filter(|line| !is_told(line)).collect()
}

/// What 3.13 calls `typing.Optional[T]` as 3.14 writes it, `T | None`.
fn without_optional(line: &str) -> Option<String> {
    let (before, rest) = line.split_once("typing.Optional[")?;
    let mut open = 1;
    let end = rest.find(|next: char| {
        open += i32::from(next == '[') - i32::from(next == ']');
        open == 0
    })?;
    let after = &rest[end + 1..];
    let before = before.replace("_UnionGenericAlias ", "Union ");
    Some(format!("{before}{} | None{after}", &rest[..end]))
}

/// Whether two lines say of the same operator that it does not compare members of sets, which have no order: if they have none
/// either, any two may be compared first.
fn is_of_order(ours: &str, theirs: &str) -> bool {
    let between = " not supported between instances of ";
    let operator = |line: &str| line.split_once(between).map(|(before, _)| before.to_owned());
    operator(ours).is_some() && operator(ours) == operator(theirs)
}

/// Whether two lines are a hash each, whose value is nobody's promise.
fn is_of_hashes(block: &str, ours: &str, theirs: &str) -> bool {
    let is_number = |line: &str| {
        let value = line.split_once(" = ").map_or(line, |(_, value)| value);
        let digits = value.strip_prefix('-').unwrap_or(value);
        digits.len() > 9 && digits.bytes().all(|byte| byte.is_ascii_digit())
    };
    block.contains("hash") && is_number(ours) && is_number(theirs)
}

/// A line that tells what a value without a hash was wanted for, without that.
fn without_use(line: &str) -> Option<String> {
    let (before, rest) = line.split_once("cannot use '")?;
    let uses = [" as a dict key (", " as a set element ("];
    let (_, rest) = uses.iter().find_map(|wanted| rest.split_once(wanted))?;
    let (reason, after) = rest.split_once(')')?;
    Some(format!("{before}{reason}{after}"))
}

/// Whether two lines say this, of the same: the exception, or the variable. In a text that is shown apostrophes are escaped.
fn is_said((our, their): &(&str, &str), ours: &str, theirs: &str) -> bool {
    let (ours, theirs) = (&ours.replace("\\'", "'"), &theirs.replace("\\'", "'"));
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

/// The file and the function of a line of a traceback that leads through the library, whose lines have other numbers.
fn in_the_library(line: &str) -> Option<(&str, &str)> {
    let (path, place) = line.strip_prefix("  File \"")?.split_once("\", line ")?;
    let path = path
        .strip_prefix("<stdlib>/")
        .or_else(|| Some(path.split_once("/python3.")?.1.split_once('/')?.1))?;
    Some((path, place.trim_start_matches(|next: char| next.is_ascii_digit())))
}

/// A line without blanks at the ends of the lines that it shows.
fn without_blanks(line: &str) -> String {
    let mut text = String::new();
    for part in line.split("\\n") {
        text.push_str(part.trim_end_matches([' ', '\'']).trim_end_matches("\\t"));
        text.push('\n');
    }
    text
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

#[cfg(test)]
mod tests {
    use super::*;

    fn same(block: &str, ours: &str, theirs: &str) -> bool {
        Known::of("3.13.0").same(block, ours, theirs)
    }

    #[test]
    fn only_what_is_known_is_the_same() {
        assert!(same("", "v = 1\n", "v = 1\n"));
        assert!(!same("", "v = 1\n", "v = 2\n"));
        assert!(!same("", "v = 1\n", "v = 1\nw = 1\n"));
        assert!(same("", "ValueError: expected a positive input\n", "ValueError: math domain error\n"));
        assert!(!same("", "ValueError: expected a positive input\n", "1.0\n"));
        assert!(!same("", "ValueError: expected a positive input\n", "TypeError: math domain error\n"));
        assert!(!same("", "v = -0.0\n", "v = 0.0\n") && same("complex(0)", "v = -0.0\n", "v = 0.0\n"));
        assert!(same("x in [nan]", "v = True\n", "v = False\n") && !same("", "v = True\n", "v = False\n"));
        assert!(!same("x in [nan]", "v = True\n", "v = 100\n"));
        assert!(same("", "Union int | None\n", "_UnionGenericAlias typing.Optional[int]\n"));
        assert!(!same("", "Union int | None\n", "_UnionGenericAlias typing.Optional[str]\n"));
        assert!(same("textwrap.dedent(x)", "v = 'a\\n'\n", "v = 'a \\n'\n"));
        assert!(!same("textwrap.dedent(x)", "v = 'a\\n'\n", "v = ' a\\n'\n"));
        assert!(!same("", "TypeError: not 'deque'\n", "TypeError: not 'collections.deque'\n"));
        assert!(same("x.strftime('%Y')", "0012-01\n", "12-01\n") && !same("", "0012-01\n", "12-01\n"));
        assert!(!same("x.strftime('%Y')", "0012-01\n", "120-01\n"));
        let ours = "  File \"<stdlib>/statistics.py\", line 177, in mean\n";
        let theirs =
            |function| format!("  File \"/x/lib/python3.13/statistics.py\", line 490, in {function}\n");
        assert!(same("", ours, &theirs("mean")) && !same("", ours, &theirs("mode")));
        let newer = |ours, theirs| Known::of("3.14.2").same("", ours, theirs);
        assert!(!newer("ValueError: expected a positive input\n", "ValueError: math domain error\n"));
        let use_ = "cannot use 'tuple' as a dict key (unhashable type: 'list')";
        assert!(same("", &format!("TypeError: {use_}\n"), "TypeError: unhashable type: 'list'\n"));
        let raised = |text| format!("raised TypeError(\"{text}\")\n");
        assert!(same("", &raised(use_), &raised("unhashable type: 'list'")));
        assert!(!same("", &raised(use_), &raised("unhashable type: 'set'")));
        let constant = "raised Name(id='a', ctx=Load(), x=[Constant(value=1)])\n";
        assert!(same("", constant, "raised <ast.Name object>\n"));
        assert!(!same("", constant, "raised <ast.Constant object>\n"));
        assert!(!same("", "raised Name(id='a') after\n", "raised <ast.Name object> before\n"));
        let unpacked = |end| format!("ValueError: too many values to unpack (expected {end})\n");
        assert!(
            same("", &unpacked("2, got 3"), &unpacked("2"))
                && !same("", &unpacked("2, got 3"), &unpacked("3"))
        );
        assert!(same("html.parser", "data 'a'\nb = 1\n", "start p []\nb = 1\n"));
        assert!(!same("html.parser", "data 'a'\nb = 1\n", "start p []\nb = 2\n"));
        let compared =
            |operator, one| format!("'{operator}' not supported between instances of '{one}' and 'str'");
        assert!(same("{1}", &compared("<", "int"), &compared("<", "float")));
        assert!(!same("{1}", &compared("<", "int"), &compared(">", "float")));
        let newer = |block, ours, theirs| Known::of("3.14.2").same(block, ours, theirs);
        assert!(newer("erf(x)", "0.3085375387259869\n", "0.30853753872598694\n"));
        assert!(!newer("erf(x)", "0.3085375387259869\n", "0.3085375387259\n"));
        assert!(!newer("exp(x)", "0.3085375387259869\n", "0.30853753872598694\n"));
        let shown = |text| format!("['TypeError(\"{text}\")']\n");
        assert!(same(
            "",
            &shown("\\'A\\' object can\\'t be awaited"),
            &shown("object A can\\'t be used in \\'await\\' expression")
        ));
    }
}
