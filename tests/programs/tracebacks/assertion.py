# A failing assertion marks what was asserted.
def check(x):
    assert x > 0, "positive please"
    raise ValueError("too good")


try:
    check(1)
except ValueError as e:
    pass
check(-1)
# expect-error:     assert x > 0, "positive please"
# expect-error:            ^^^^^
# expect-error: AssertionError: positive please
# exit: 1
