# Of several things that are wrong in a source, the one that is found first: tokens, the grammar, names, then the code.
def complaint(source):
    try:
        compile(source, "f", "exec")
    except SyntaxError as error:
        return f"{type(error).__name__}: {error.msg}"


print(complaint("try:\n    pass\nelse:\n    pass\nfinally:\n    pass\n"))
# expect: SyntaxError: expected 'except' or 'finally' block
print(complaint("try:\n    pass\nexcept:\n    pass\nelse:\n    pass\nfinally:\n    pass\n"))  # expect: None
print(complaint("def f(a=1, b): pass\n1.real\n"))  # expect: SyntaxError: invalid decimal literal
print(complaint("f() = 1\nx = 'abc\n"))  # expect: SyntaxError: unterminated string literal (detected at line 2)
print(complaint("f() = 1\n1.5 .real\n0x1f if x else 1\n"))
# expect: SyntaxError: cannot assign to function call here. Maybe you meant '==' instead of '='?
print(complaint("class C:\n    @d\nx = 1\n"))  # expect: IndentationError: unexpected unindent
print(complaint("\u200b"))  # expect: SyntaxError: invalid non-printable character U+200B
print(complaint("print(x)\nnonlocal x\n"))  # expect: SyntaxError: name 'x' is used prior to nonlocal declaration
print(complaint("nonlocal x\n"))  # expect: SyntaxError: nonlocal declaration not allowed at module level
print(complaint("nonlocal x\ndef f(a, a): pass\n"))
# expect: SyntaxError: duplicate argument 'a' in function definition
print(complaint("yield 1\ndef f(a, a): pass\n"))  # expect: SyntaxError: duplicate argument 'a' in function definition
print(complaint("yield 1\n"), complaint("class C: yield from x\n"))
# expect: SyntaxError: 'yield' outside function SyntaxError: 'yield from' outside function
