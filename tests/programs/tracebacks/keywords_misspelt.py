# A keyword that is misspelt is named when a SyntaxError is shown, and not in its message.
# cpython: new in 3.14
import traceback

for source in (
    "fur a in b:\n  pass",
    "x = 1\nif x:\n    pass\nelso:\n    pass\n",
    "def f():\n  x = 1\n  returm x\n",
    "[123 fur x\nin range(3)]",
    "for x im n:\n  pass",
    "x = = 1",
):
    try:
        compile(source, "<source>", "exec")
    except SyntaxError as error:
        shown = traceback.TracebackException(type(error), error, None)
        print(error.msg.split(".")[0], "|", *list(shown.format())[-3:], sep="", end="")
# expect: invalid syntax|    fur a in b:
# expect:     ^^^
# expect: SyntaxError: invalid syntax. Did you mean 'for'?
# expect: invalid syntax|    elso:
# expect:     ^^^^
# expect: SyntaxError: invalid syntax. Did you mean 'else'?
# expect: invalid syntax|    returm x
# expect:     ^^^^^^
# expect: SyntaxError: invalid syntax. Did you mean 'return'?
# expect: invalid syntax|    [123 fur x
# expect:          ^^^
# expect: SyntaxError: invalid syntax. Did you mean 'for'?
# expect: invalid syntax|    for x im n:
# expect:           ^^
# expect: SyntaxError: invalid syntax. Did you mean 'in'?
# expect: invalid syntax|    x = = 1
# expect:         ^
# expect: SyntaxError: invalid syntax
print(SyntaxError("invalid syntax")._metadata)  # expect: None
exec("a = 1\nwhille a:\n    pass")
# expect-error:   File "<string>", line 2
# expect-error:     whille a:
# expect-error:     ^^^^^^
# expect-error: SyntaxError: invalid syntax. Did you mean 'while'?
# exit: 1
