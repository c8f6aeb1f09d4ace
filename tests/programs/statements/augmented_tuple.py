# An operator assigns to one target; a tuple of them is named in the error, from its first to its last.
for source in ["a, b += 1", "(a, b) += 1", "a.b, c[0] -= 2", "a, **= 2", "[a] += 1"]:
    try:
        compile(source, "<source>", "exec")
    except SyntaxError as error:
        print(error.msg, error.offset, error.end_offset)
# expect: 'tuple' is an illegal expression for augmented assignment 1 5
# expect: 'tuple' is an illegal expression for augmented assignment 1 7
# expect: 'tuple' is an illegal expression for augmented assignment 1 10
# expect: 'tuple' is an illegal expression for augmented assignment 1 3
# expect: 'list' is an illegal expression for augmented assignment 1 4
