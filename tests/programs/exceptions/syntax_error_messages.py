# What is said of an error that the grammar knows by name.
for code in ("a, b += 3", "[a] += 1", "(*x)", "1 + (*x)", '"s" b""', 'b"" "" b""'):
    try:
        compile(code, "<code>", "exec")
    except SyntaxError as error:
        print(error.msg)
# expect: 'tuple' is an illegal expression for augmented assignment
# expect: 'list' is an illegal expression for augmented assignment
# expect: cannot use starred expression here
# expect: cannot use starred expression here
# expect: cannot mix bytes and nonbytes literals
# expect: cannot mix bytes and nonbytes literals
