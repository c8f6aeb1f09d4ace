//! What is wrong with a source is said in Python's words, at Python's place.

use compiler::{CompileError, ErrorKind, Mode, compile};

fn error(source: &str) -> CompileError {
    compile(source, "test.py", Mode::Exec).expect_err("the source is wrong")
}

/// Message, then first line and column, then last line and column.
#[track_caller]
fn check(source: &str, message: &str, place: (u32, u32, u32, i32)) {
    let error = error(source);
    let found = (error.line, error.column, error.end_line, error.end_column);
    assert_eq!((error.message.as_str(), found), (message, place), "in {source:?}");
}

#[test]
fn what_cannot_be_assigned_to_is_named() {
    check("1 = x", "cannot assign to literal here. Maybe you meant '==' instead of '='?", (1, 1, 1, 2));
    check(
        "f() = 1",
        "cannot assign to function call here. Maybe you meant '==' instead of '='?",
        (1, 1, 1, 4),
    );
    check("None = 1", "cannot assign to None", (1, 1, 1, 5));
    check("(a, 1) = x", "cannot assign to literal", (1, 5, 1, 6));
    check("for f() in x: pass", "cannot assign to function call", (1, 5, 1, 8));
    check("del x + 1", "cannot delete expression", (1, 5, 1, 10));
    check("f() += 1", "'function call' is an illegal expression for augmented assignment", (1, 1, 1, 4));
    check("x; a, b += 1", "'tuple' is an illegal expression for augmented assignment", (1, 4, 1, 8));
    check("x = a, b += 1", "invalid syntax", (1, 10, 1, 12));
    check("if x = 1: pass", "invalid syntax. Maybe you meant '==' or ':=' instead of '='?", (1, 4, 1, 9));
}

#[test]
fn brackets_strings_and_numbers_are_looked_into() {
    check("x = (1,\ny = 2\n", "'(' was never closed", (1, 5, 1, 0));
    check("x = )", "unmatched ')'", (1, 5, 1, 5));
    check("(]", "closing parenthesis ']' does not match opening parenthesis '('", (1, 2, 1, 2));
    check("f(a b)", "invalid syntax. Perhaps you forgot a comma?", (1, 3, 1, 6));
    check("x = 'abc", "unterminated string literal (detected at line 1)", (1, 5, 1, 5));
    // What cannot be an escape sequence is the lesser mistake.
    let unterminated = "unterminated triple-quoted string literal (detected at line 1)";
    check(r#""""a '\x'"#, unterminated, (1, 1, 1, 1));
    check(r#"""" for \ None x == '\x'"#, unterminated, (1, 1, 1, 1));
    check("x = '''abc\n", "unterminated triple-quoted string literal (detected at line 1)", (1, 5, 1, 5));
    check(
        "def f():\n    '''\n\ndef g():\n    '''quux'''\n",
        "unterminated triple-quoted string literal (detected at line 5)",
        (5, 12, 5, 12),
    );
    check("f(a=b, c)", "positional argument follows keyword argument", (1, 9, 1, 10));
    check("f(**k, g(1))", "positional argument follows keyword argument unpacking", (1, 12, 1, 13));
    check("f(a=1, b for b in c)", "Generator expression must be parenthesized", (1, 8, 1, 20));
    check("x = 0xg", "invalid hexadecimal literal", (1, 6, 1, 6));
    check("x = 1a", "invalid decimal literal", (1, 5, 1, 5));
    check("x = f'{}'", "f-string: valid expression required before '}'", (1, 8, 1, 9));
    check("print 'a'", "Missing parentheses in call to 'print'. Did you mean print(...)?", (1, 1, 1, 10));
}

#[test]
fn what_ends_too_early_ends_at_its_comment() {
    check("from # nothing\n", "invalid syntax", (1, 6, 1, 16));
    check("x = 1 +  # nothing", "invalid syntax", (1, 10, 1, 20));
    check("import\t # nothing", "Expected one or more names after 'import'", (1, 9, 1, 18));
    check("from x import # nothing\n", "Expected one or more names after 'import'", (1, 15, 1, 24));
}

#[test]
fn an_indentation_is_wrong_at_its_last_character() {
    check("    x = 1\n", "unexpected indent", (1, 4, 1, -1));
    check("if x:\n  a\n    b\n", "unexpected indent", (3, 4, 3, -1));
    check("if x:\n  a\n b\n", "unindent does not match any outer indentation level", (3, 3, 3, -1));
}

#[test]
fn blocks_are_missed_by_name() {
    check("if x\n    pass", "expected ':'", (1, 5, 1, 6));
    let error = error("while x:\npass\n");
    assert_eq!(error.kind, ErrorKind::Indentation);
    assert_eq!(error.message, "expected an indented block after 'while' statement on line 1");
    assert_eq!(error.text.as_deref(), Some("pass\n"));
    check("try:\n    x\n", "expected 'except' or 'finally' block", (2, 6, 2, -1));
}

#[test]
fn indentation_must_be_consistent() {
    assert_eq!(error("if x:\n        a\n\tb\n").kind, ErrorKind::Tab);
    assert_eq!(error("if x:\n  a\n b\n").kind, ErrorKind::Indentation);
    assert_eq!(error("x\n  y\n").kind, ErrorKind::Indentation);
}

#[test]
fn statements_are_refused_where_they_mean_nothing() {
    check("return 1", "'return' outside function", (1, 1, 1, 9));
    check("break", "'break' outside loop", (1, 1, 1, 6));
    check("for x in y:\n    def f(): continue", "'continue' not properly in loop", (2, 14, 2, 22));
    check("yield 1", "'yield' outside function", (1, 1, 1, 8));
    check("def f():\n    await x", "'await' outside async function", (2, 5, 2, 12));
    check(
        "async def f():\n    yield 1\n    return 2",
        "'return' with value in async generator",
        (3, 5, 3, 13),
    );
    check("try: x\nexcept: y\nexcept E: z", "default 'except:' must be last", (2, 1, 2, 10));
    check(
        "while 1:\n  try: x\n  except* E: break",
        "'break', 'continue' and 'return' cannot appear in an except* block",
        (3, 14, 3, 19),
    );
}

#[test]
fn names_are_declared_once_and_before_use() {
    check("def f(x):\n    global x", "name 'x' is parameter and global", (2, 5, 2, 13));
    check(
        "def f():\n    x = 1\n    global x",
        "name 'x' is assigned to before global declaration",
        (3, 5, 3, 13),
    );
    check(
        "def f():\n    print(x)\n    global x",
        "name 'x' is used prior to global declaration",
        (3, 5, 3, 13),
    );
    check(
        "def f():\n    x: int = 1\n    x\n    global x",
        "name 'x' is used prior to global declaration",
        (4, 5, 4, 13),
    );
    check("def f():\n    global x\n    nonlocal x", "name 'x' is nonlocal and global", (2, 5, 2, 13));
    check("class X(base for base in bases): pass", "invalid syntax", (1, 14, 1, 17));
    check("def f():\n    nonlocal x", "no binding for nonlocal 'x' found", (2, 5, 2, 15));
    check("nonlocal x", "nonlocal declaration not allowed at module level", (1, 1, 1, 11));
    check("def f(a, a): pass", "duplicate argument 'a' in function definition", (1, 10, 1, 11));
    check(
        "x = 1\nfrom __future__ import annotations",
        "from __future__ imports must occur at the beginning of the file",
        (2, 1, 2, 35),
    );
    check(
        "{x for x in ((y := 1), 2)}",
        "assignment expression cannot be used in a comprehension iterable expression",
        (1, 15, 1, 21),
    );
    check(
        "[i := 0 for i in x]",
        "assignment expression cannot rebind comprehension iteration variable 'i'",
        (1, 2, 1, 3),
    );
}

#[test]
fn fields_of_f_strings_are_checked() {
    let valid = "f-string: expecting a valid expression after '{'";
    check("f'{continue}'", valid, (1, 4, 1, 12));
    check("x = f'{pass}'", valid, (1, 8, 1, 12));
    check("f'{1:{;}}'", valid, (1, 7, 1, 8));
    check("f'{!r}'", "f-string: valid expression required before '!'", (1, 4, 1, 5));
    check("f'{'", "f-string: expecting '}'", (1, 4, 1, 4));
    check("f'{a'", "f-string: expecting '}'", (1, 5, 1, 5));
    check("f'{1;1}'", "f-string: expecting '=', or '!', or ':', or '}'", (1, 5, 1, 6));
    check("f'{a=!r:^20'", "f-string: expecting '}', or format specs", (1, 12, 1, 13));
    check("f'{a!}'", "f-string: missing conversion character", (1, 6, 1, 7));
    check("f'{a b}'", "invalid syntax. Perhaps you forgot a comma?", (1, 4, 1, 7));
    check("f\"{#}\"", "'{' was never closed", (1, 3, 1, 0));
}

#[test]
fn names_of_characters_are_checked() {
    let codec = "(unicode error) 'unicodeescape' codec can't decode bytes in position";
    for (source, place, complaint) in [
        (r"u'''\N{}'''", "0-2", r"malformed \N character escape"),
        (r"u'\N{abc'", "0-5", r"malformed \N character escape"),
        (r"u'a\Nb'", "1-2", r"malformed \N character escape"),
        (r"u'\N{foo}'", "0-6", "unknown Unicode character name"),
        (r"'\U00é0é00é'", "0-3", r"truncated \UXXXXXXXX escape"),
    ] {
        let end = source.chars().count() as i32 + 1;
        check(source, &format!("{codec} {place}: {complaint}"), (1, 1, 1, end));
    }
}

#[test]
fn patterns_are_checked() {
    check(
        "match x:\n  case a: pass\n  case b: pass",
        "name capture 'a' makes remaining patterns unreachable",
        (2, 8, 2, 9),
    );
    check(
        "match x:\n  case a as b: pass\n  case b: pass",
        "name capture 'a' makes remaining patterns unreachable",
        (2, 8, 2, 9),
    );
    check("match x:\n  case 1 | a: pass", "alternative patterns bind different names", (2, 8, 2, 13));
    check("match x:\n  case [a, a]: pass", "multiple assignments to name 'a' in pattern", (2, 12, 2, 13));
}

#[test]
fn columns_count_characters() {
    check("é = 'ü' = 1", "cannot assign to literal", (1, 5, 1, 8));
}
