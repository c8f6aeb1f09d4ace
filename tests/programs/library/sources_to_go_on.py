# codeop tells what more lines could follow, also where a block is to begin after an empty line.
# cpython: 3.13 has no such flag in codeop
import codeop

print([codeop.compile_command(source, symbol="exec") is None for source in ("for a in b:", "for a in b:\n", "x = 1\nif x:\n", "f(", "x = 1", "def f():\n    return 1\n")])
# expect: [True, True, True, True, False, False]
print(codeop.compile_command("if x:", symbol="exec", flags=codeop.PyCF_ONLY_AST))  # expect: None
try:
    codeop.compile_command("fur a in b:", symbol="exec")
except SyntaxError as error:
    print(error.msg)  # expect: invalid syntax
