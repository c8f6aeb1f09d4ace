# An uncaught exception ends the program with its traceback on stderr and status 1.
def divide(a, b):
    return a / b


def compute():
    return divide(1, 0) + 1


print("before")  # expect: before
compute()
print("never")
# expect-error: Traceback (most recent call last):
# expect-error: line 11, in <module>
# expect-error:     compute()
# expect-error: line 7, in compute
# expect-error:     return divide(1, 0) + 1
# expect-error:            ~~~~~~^^^^^^
# expect-error: line 3, in divide
# expect-error:     return a / b
# expect-error:            ~~^~~
# expect-error: ZeroDivisionError: division by zero
# exit: 1
