# What the rules of the grammar say of a source that is wrong: in which words, where, and what is shown of the line.
# cpython: 3.14 has other rules
def told(source, mode="exec"):
    try:
        compile(source, "<told>", mode)
    except SyntaxError as e:
        print(e.msg, (e.lineno, e.offset, e.end_lineno, e.end_offset), repr(e.text))


# Parameters.
told("def f(/, a): pass")  # expect: at least one argument must precede / (1, 7, 1, 8) 'def f(/, a): pass\n'
told("lambda a, /, b, /: 1\n")  # expect: / may appear only once (1, 17, 1, 18) 'lambda a, /, b, /: 1\n'
told("def f(a, *, b, /): pass")  # expect: / must be ahead of * (1, 16, 1, 17) 'def f(a, *, b, /): pass\n'
told("def f(*a, *b): pass")  # expect: * argument may appear only once (1, 11, 1, 12) 'def f(*a, *b): pass\n'
told("def f(a, (b, c)): pass")
# expect: Function parameters cannot be parenthesized (1, 10, 1, 16) 'def f(a, (b, c)): pass\n'
told("def f(a=): pass")  # expect: expected default value expression (1, 8, 1, 9) 'def f(a=): pass\n'
told("def f(**a=1): pass")
# expect: var-keyword argument cannot have default value (1, 10, 1, 11) 'def f(**a=1): pass\n'
# Stars.
told("print(*)")  # expect: Invalid star expression (1, 8, 1, 9) 'print(*)\n'
told("f(**x, *y)")
# expect: iterable argument unpacking follows keyword argument unpacking (1, 6, 1, 10) 'f(**x, *y)\n'
told("f(*a=1)")  # expect: cannot assign to iterable argument unpacking (1, 3, 1, 7) 'f(*a=1)\n'
told("(*x)")  # expect: cannot use starred expression here (1, 2, 1, 4) '(*x)\n'
told("x = 1, (**y)")  # expect: cannot use double starred expression here (1, 9, 1, 11) 'x = 1, (**y)\n'
told("[*x for x in y]")
# expect: iterable unpacking cannot be used in comprehension (1, 2, 1, 4) '[*x for x in y]\n'
told("{1: *x}")  # expect: cannot use a starred expression in a dictionary value (1, 5, 1, 7) '{1: *x}\n'
told("{'a': 1, 'b'}")  # expect: ':' expected after dictionary key (1, 12, 1, 0) "{'a': 1, 'b'}\n"
# Patterns.
told("match x:\n    case f(a=1, 2): pass\n")
# expect: positional patterns follow keyword patterns (2, 17, 2, 18) '    case f(a=1, 2): pass\n'
told("match x:\n    case 1 as y.z: pass\n")
# expect: cannot use attribute as pattern target (2, 15, 2, 18) '    case 1 as y.z: pass\n'
told("match x:\n    case 1j + 1: pass\n")
# expect: real number required in complex literal (2, 10, 2, 12) '    case 1j + 1: pass\n'
told("match x:\n    case 1 | y | 2: pass\n")
# expect: name capture 'y' makes remaining patterns unreachable (2, 14, 2, 15) None
# Generators.
told("f(a for a in b, c)")
# expect: Generator expression must be parenthesized (1, 3, 1, 15) 'f(a for a in b, c)\n'
told("f(a, b for b in c)")
# expect: Generator expression must be parenthesized (1, 6, 1, 18) 'f(a, b for b in c)\n'
told("[a, b for a in b]")
# expect: did you forget parentheses around the comprehension target? (1, 2, 1, 6) '[a, b for a in b]\n'
# Fields.
told("f'{a b}'")  # expect: invalid syntax. Perhaps you forgot a comma? (1, 4, 1, 7) "f'{a b}'\n"
told("f'{a!x}'")
# expect: f-string: invalid conversion character 'x': expected 's', 'r', or 'a' (1, 6, 1, 7) "f'{a!x}'\n"
told("f'{a!}'")  # expect: f-string: missing conversion character (1, 6, 1, 7) "f'{a!}'\n"
told("f'{a:{b'")  # expect: f-string: expecting '}' (1, 7, 1, 7) "f'{a:{b'"
told("f'{a)}'")  # expect: f-string: unmatched ')' (1, 5, 1, 5) "f'{a)}'"
told("f'{a:{b:{c:{d}}}}'")
# expect: f-string: expressions nested too deeply (1, 11, 1, 11) "f'{a:{b:{c:{d}}}}'"
told('f"{#}"')  # expect: '{' was never closed (1, 3, 1, 0) 'f"{#}"\n'
told("t'{}'")  # expect: t-string: valid expression required before '}' (1, 4, 1, 5) "t'{}'\n"
# Names of other expressions.
told("import a as b.c")  # expect: cannot use attribute as import target (1, 13, 1, 16) 'import a as b.c\n'
told("x if y else pass")
# expect: expected expression after 'else', but statement is given (1, 13, 1, 17) 'x if y else pass\n'
told("pass if x else y")
# expect: expected expression before 'if', but statement is given (1, 1, 1, 5) 'pass if x else y\n'
told("x <> y")  # expect: invalid syntax.  Maybe you meant '!=' instead of '<>'? (1, 3, 1, 5) 'x <> y\n'
told("1 + not x")  # expect: 'not' after an operator must be parenthesized (1, 5, 1, 10) '1 + not x\n'
told("class C[*T: int]: pass")
# expect: cannot use bound with TypeVarTuple (1, 11, 1, 16) 'class C[*T: int]: pass\n'
told("try: x\nexcept* A: y\nexcept B: z")
# expect: cannot have both 'except' and 'except*' on the same 'try' (3, 1, 3, 7) 'except B: z\n'
told("with a as f(): pass")  # expect: cannot assign to function call (1, 11, 1, 14) 'with a as f(): pass\n'
# Where a source ends before it should, and what is left of a line when others were read.
told("try:\n    x\n")
# expect: expected 'except' or 'finally' block (2, 6, 2, -1) '    x\n'
told("if x:\n    @y\n")  # expect: unexpected unindent (2, 7, 2, -1) '    @y\n'
told("class C:\n    @y\nz\n")  # expect: unexpected unindent (3, 0, 3, -1) 'z\n'
told("f(a,\n  b c\n)\nd\n")  # expect: invalid syntax. Perhaps you forgot a comma? (2, 3, 2, 6) '  b c'
told("x = (1,\ny\n")  # expect: '(' was never closed (1, 5, 1, 0) 'x = (1,'
told("x = )\n")  # expect: unmatched ')' (1, 5, 1, 5) 'x = )'
told("1_\n")  # expect: invalid decimal literal (1, 2, 1, 2) '1_'
told("0777\n")
# expect: leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers (1, 1, 1, 2) '0777'
told("1jj\n")  # expect: invalid imaginary literal (1, 2, 1, 2) '1jj'
told("x +", "eval")  # expect: invalid syntax (1, 0, 1, 0) 'x +'
# What is wrong with a tree is not shown, for there is no such file.
told("return\n")
# expect: 'return' outside function (1, 1, 1, 7) None
