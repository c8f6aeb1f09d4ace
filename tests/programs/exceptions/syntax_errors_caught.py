# compile() of broken source raises SyntaxError that says where.
for source in (
    "a = ",
    "f(",
    "x = (1,\n",
    "def f(:\n  pass",
    "return 1",
    "yield 1",
    "break",
    "continue",
    "1 = x",
    "f() = 1",
    "def f(a, a): pass",
    "'unclosed",
    "if 1:\nx",
    "  x = 1",
    "x = 1\n  y = 2",
    "nonlocal x",
    "def f():\n x = 1\n global x",
    "def f():\n nonlocal zz",
    "*a = 1",
    "*a, *b = c",
    "a b",
    "f(a=1, 2)",
    "f(**k, *a)",
    "lambda: (yield) = 1",
    "async def f(): yield from x",
    "del f()",
    "for 1 in x: pass",
    "class C: return",
    "try: pass",
    "import a.b as",
    "f'{'",
    "x = 08",
    "None = 1",
    "def f(x=1, y): pass",
    "a := 1",
    "await x",
    "{**a for a in b}",
    "with x as 1: pass",
    "(a, b): int = 1",
    "x = 5 if 1",
):
    try:
        compile(source, "<test>", "exec")
        print("compiled", repr(source))
    except SyntaxError as e:
        print(type(e).__name__, e.lineno, repr(source))
# expect: SyntaxError 1 'a = '
# expect: SyntaxError 1 'f('
# expect: SyntaxError 1 'x = (1,\n'
# expect: SyntaxError 1 'def f(:\n  pass'
# expect: SyntaxError 1 'return 1'
# expect: SyntaxError 1 'yield 1'
# expect: SyntaxError 1 'break'
# expect: SyntaxError 1 'continue'
# expect: SyntaxError 1 '1 = x'
# expect: SyntaxError 1 'f() = 1'
# expect: SyntaxError 1 'def f(a, a): pass'
# expect: SyntaxError 1 "'unclosed"
# expect: IndentationError 2 'if 1:\nx'
# expect: IndentationError 1 '  x = 1'
# expect: IndentationError 2 'x = 1\n  y = 2'
# expect: SyntaxError 1 'nonlocal x'
# expect: SyntaxError 3 'def f():\n x = 1\n global x'
# expect: SyntaxError 2 'def f():\n nonlocal zz'
# expect: SyntaxError 1 '*a = 1'
# expect: SyntaxError 1 '*a, *b = c'
# expect: SyntaxError 1 'a b'
# expect: SyntaxError 1 'f(a=1, 2)'
# expect: SyntaxError 1 'f(**k, *a)'
# expect: SyntaxError 1 'lambda: (yield) = 1'
# expect: SyntaxError 1 'async def f(): yield from x'
# expect: SyntaxError 1 'del f()'
# expect: SyntaxError 1 'for 1 in x: pass'
# expect: SyntaxError 1 'class C: return'
# expect: SyntaxError 1 'try: pass'
# expect: SyntaxError 1 'import a.b as'
# expect: SyntaxError 1 "f'{'"
# expect: SyntaxError 1 'x = 08'
# expect: SyntaxError 1 'None = 1'
# expect: SyntaxError 1 'def f(x=1, y): pass'
# expect: SyntaxError 1 'a := 1'
# expect: SyntaxError 1 'await x'
# expect: SyntaxError 1 '{**a for a in b}'
# expect: SyntaxError 1 'with x as 1: pass'
# expect: SyntaxError 1 '(a, b): int = 1'
# expect: SyntaxError 1 'x = 5 if 1'
