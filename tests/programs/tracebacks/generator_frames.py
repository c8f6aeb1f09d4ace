# The frames of a delegating generator are all there.
def leaf():
    yield 1
    raise RuntimeError("in the leaf")


def branch():
    yield from leaf()


def root():
    for x in branch():
        yield x


print(next(root()))  # expect: 1
list(root())
# expect-error:     list(root())
# expect-error:     ~~~~^^^^^^^^
# expect-error: in root
# expect-error:     for x in branch():
# expect-error: in branch
# expect-error:     yield from leaf()
# expect-error: in leaf
# expect-error:     raise RuntimeError("in the leaf")
# exit: 1
