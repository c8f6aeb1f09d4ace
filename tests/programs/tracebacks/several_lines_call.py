# A call over several lines is shown with its first and last lines, and those in between in short.
def fail(*args):
    raise ValueError("no")


def plain():
    result = fail(
        1,
        2,
        3,
        4,
        5,
    )
    return result


def summed():
    return 1 + fail(
        1,
        2,
    )


try:
    plain()
except ValueError:
    summed()
# expect-error:     result = fail(
# expect-error:         1,
# expect-error:     ...<3 lines>...
# expect-error:         5,
# expect-error:     return 1 + fail(
# expect-error:                ~~~~^
# expect-error:         1,
# expect-error:         ^^
# expect-error:         2,
# expect-error:         ^^
# expect-error:     )
# expect-error:     ^
# expect-error: ValueError: no
# exit: 1
