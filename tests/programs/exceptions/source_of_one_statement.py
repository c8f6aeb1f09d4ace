# What compile() takes as one interactive statement, or one expression, depends on where its lines end.
# cpython: 3.14 says of a source that has too many statements where the first one ends


def told(source, mode):
    try:
        compile(source, "<source>", mode)
    except SyntaxError as error:
        print(type(error).__name__, f"{error.lineno}:{error.offset} {error.msg}")
    else:
        print("ok")


told("class A: pass", "single")  # expect: SyntaxError 1:0 invalid syntax
told("class A: pass\n", "single")  # expect: ok
told("if x:\n pass", "single")  # expect: ok
told("if x:\n pass\n#", "single")  # expect: SyntaxError 3:0 invalid syntax
told("if x: pass\nelse: pass", "single")  # expect: SyntaxError 2:0 invalid syntax
told("class A: pass\nx\n", "single")  # expect: SyntaxError 2:1 invalid syntax
told("class A: pass\n ", "single")  # expect: IndentationError 2:1 unexpected indent
told("x; y", "single")  # expect: ok
told("x #c", "single")  # expect: ok
told("x\n\n#c\n", "single")  # expect: ok
told("x\ny", "single")  # expect: SyntaxError 1:2 multiple statements found while compiling a single statement
told("x\n  y", "single")  # expect: SyntaxError 1:2 multiple statements found while compiling a single statement
told("#c", "single")  # expect: SyntaxError 1:0 invalid syntax
told("", "single")  # expect: SyntaxError 0:0 invalid syntax
told("", "eval")  # expect: SyntaxError 0:0 invalid syntax
told("1\n   ", "eval")  # expect: IndentationError 2:3 unexpected indent
told("1\n   \n", "eval")  # expect: ok
told("1   ", "eval")  # expect: ok
told("1\n   ", "exec")  # expect: ok
