# Of two things that are wrong with a source the first to be read is told: an escape that stands for nothing is noticed when its string
# is read as one.
# cpython: 3.14 reads strings a second time for what is wrong, and tells of prefixes that do not go together


def told(source, mode="exec"):
    try:
        compile(source, "<source>", mode)
    except SyntaxError as error:
        print(f"{error.lineno}:{error.offset}-{error.end_lineno}:{error.end_offset} {error.msg}")
    else:
        print("no error")


told(r"a b; '\x'")  # expect: 1:3-1:4 invalid syntax
told(r"'\x'; a b")  # expect: 1:1-1:5 (unicode error) 'unicodeescape' codec can't decode bytes in position 0-1: truncated \xXX escape
told(r"a b '\x' c")  # expect: 1:11-1:12 (unicode error) 'unicodeescape' codec can't decode bytes in position 0-1: truncated \xXX escape
told(r"x = = b'\x1'")  # expect: 1:5-1:6 invalid syntax
told(r"b'a\x1' x")  # expect: 1:1-1:8 (value error) invalid \x escape at position 1
told("b'é' '\\x'")  # expect: 1:1-1:5 bytes can only contain ASCII literal characters
told(r"f'{a b}\x'")  # expect: 1:4-1:7 invalid syntax. Perhaps you forgot a comma?
told(r"f'é\x'")  # expect: 1:3-1:6 (unicode error) 'unicodeescape' codec can't decode bytes in position 10-11: truncated \xXX escape
told("'\\x'\n)")  # expect: 2:1-2:1 unmatched ')'
told("'\\x'\n'abc")  # expect: 2:1-2:1 unterminated string literal (detected at line 2)

# Prefixes.
told("x = bf'{a}'")  # expect: 1:5-1:7 'b' and 'f' prefixes are incompatible
told("tf''")  # expect: 1:1-1:3 'f' and 't' prefixes are incompatible
told("rbu'")  # expect: 1:1-1:4 'u' and 'b' prefixes are incompatible
told("bb''")  # expect: 1:3-1:5 invalid syntax

# f-strings that end within a field.
told("f'{")  # expect: 1:3-1:0 '{' was never closed
told("x = f'''{a\n")  # expect: 1:9-1:0 '{' was never closed
told("f'{a!r'")  # expect: 1:6-1:6 f-string: expecting '}'
told("f'''{a:")  # expect: 1:1-1:1 unterminated triple-quoted f-string literal (detected at line 1)
told("t'{a:x\n}'")  # expect: 1:7-1:7 t-string: newlines are not allowed in format specifiers for single quoted t-strings
told("f'{a:x\n}'")  # expect: 1:7-1:7 f-string: newlines are not allowed in format specifiers for single quoted f-strings

# A dict is read as one from its first item on.
told("{1: 2, 'a' b}")  # expect: 1:10-1:0 ':' expected after dictionary key
told("{1: 2, f(a b)}")  # expect: 1:8-1:0 ':' expected after dictionary key
told("{..., 'a' 'b'}")  # expect: no error
told("{1: 2 3}")  # expect: 1:5-1:8 invalid syntax. Perhaps you forgot a comma?

# A yield without a value is no operand.
told("def f():\n yield , b")  # expect: 2:8-2:9 invalid syntax
told("def f():\n yield@x")  # expect: 2:7-2:8 invalid syntax
told("def f():\n x = yield or y")  # expect: 2:12-2:14 invalid syntax
told("def f():\n yield -x, (yield), [(yield)]")  # expect: no error

# Indentation is noticed before what it is of.
told(" 1_")  # expect: 1:1-1:-1 unexpected indent
told("f(2._a)")  # expect: 1:4-1:4 invalid decimal literal

# A field that is no expression ends where it would.
told("print(f'{1 x:.1}|{y:n}')")  # expect: 1:10-1:13 invalid syntax. Perhaps you forgot a comma?
told("f(''(a)'')")  # expect: 1:6-1:7 invalid syntax. Is this intended to be part of the string?
