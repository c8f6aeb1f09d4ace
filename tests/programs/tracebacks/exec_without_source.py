# Code made by exec has no source to show.
code = compile("def broken():\n    return 1 + None\nbroken()\n", "<made up>", "exec")
exec(code)
# expect-error:     exec(code)
# expect-error:     ~~~~^^^^^^
# expect-error:   File "<made up>", line 3, in <module>
# expect-error:   File "<made up>", line 2, in broken
# expect-error: TypeError: unsupported operand type(s) for +: 'int' and 'NoneType'
# exit: 1
