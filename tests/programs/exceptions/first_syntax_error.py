# Of the errors of a source the first is told, also before one of indentation that is found without reading what is above it.
def tried(source):
    try:
        compile(source, "f", "exec")
    except SyntaxError as error:
        return type(error).__name__, error.msg, error.lineno
    return "fine"


mixed = "if x:\n\ty\n        z\n"
for above in ("", "a b\n", "x = 1\n", "if y:\n    pass\n", "f(\n)\n", "def f():\n    return 1 +\n", "'a\n"):
    print(repr(above), *tried(above + mixed))
# expect: '' TabError inconsistent use of tabs and spaces in indentation 3
# expect: 'a b\n' SyntaxError invalid syntax 1
# expect: 'x = 1\n' TabError inconsistent use of tabs and spaces in indentation 4
# expect: 'if y:\n    pass\n' TabError inconsistent use of tabs and spaces in indentation 5
# expect: 'f(\n)\n' TabError inconsistent use of tabs and spaces in indentation 5
# expect: 'def f():\n    return 1 +\n' SyntaxError invalid syntax 2
# expect: "'a\n" SyntaxError unterminated string literal (detected at line 1) 1
for pattern in ("_ | y", "x | y", "1 | x | 2", "(_) | 1", "x as y | _"):
    print(pattern, *tried(f"match 1:\n    case {pattern}: pass\n    case 2: pass\n"))
# expect: _ | y SyntaxError wildcard makes remaining patterns unreachable 2
# expect: x | y SyntaxError name capture 'x' makes remaining patterns unreachable 2
# expect: 1 | x | 2 SyntaxError name capture 'x' makes remaining patterns unreachable 2
# expect: (_) | 1 SyntaxError wildcard makes remaining patterns unreachable 2
# expect: x as y | _ SyntaxError invalid syntax 2
