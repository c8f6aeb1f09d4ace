# Where a syntax error is said to be: at the comment that ends a line too early, at the last character of an indentation.
for source in (
    "from # nothing follows\n",
    "import\t # nothing follows",
    "x = 1 +  # nothing follows\ny = 2\n",
    "    fortytwo = 42\n",
    "if x:\n  a\n    b\n",
    "if x:\n  a\n b\n",
):
    try:
        compile(source, "s.py", "exec")
    except SyntaxError as error:
        print(type(error).__name__, error.lineno, error.offset)
# expect: SyntaxError 1 6
# expect: SyntaxError 1 9
# expect: SyntaxError 1 10
# expect: IndentationError 1 4
# expect: IndentationError 3 4
# expect: IndentationError 3 3
