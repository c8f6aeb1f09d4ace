# The caret line marks the operator that failed, inside the operands.
def f(a, b):
    return a.x + b["key"] * 2


class A:
    x = 1


f(A(), {"key": None})
# expect-error:     f(A(), {"key": None})
# expect-error:     ~^^^^^^^^^^^^^^^^^^^^
# expect-error:     return a.x + b["key"] * 2
# expect-error:                  ~~~~~~~~~^~~
# expect-error: TypeError: unsupported operand type(s) for *: 'NoneType' and 'int'
# exit: 1
