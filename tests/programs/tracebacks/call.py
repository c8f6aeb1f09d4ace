# A failing call is marked with its parentheses.
def needs_two(a, b):
    return a


def caller(x):
    return [needs_two(x, 1), needs_two(x)]


caller(5)
# expect-error:     return [needs_two(x, 1), needs_two(x)]
# expect-error:                              ~~~~~~~~~^^^
# expect-error: TypeError: needs_two() missing 1 required positional argument: 'b'
# exit: 1
