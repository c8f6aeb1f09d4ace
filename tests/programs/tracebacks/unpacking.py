# A failing unpacking marks its targets.
def split(pair):
    left, right = pair
    return left


split([1])
# expect-error:     left, right = pair
# expect-error:     ^^^^^^^^^^^
# expect-error: ValueError: not enough values to unpack (expected 2, got 1)
# exit: 1
