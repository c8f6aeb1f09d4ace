# A function that only calls itself ends in RecursionError.
def f():
    f()


f()
# expect-error: RecursionError: maximum recursion depth exceeded
# exit: 1
