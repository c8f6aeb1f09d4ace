# The traceback of endless recursion is shortened.
def f():
    f()


print("start")  # expect: start
f()
# expect-error: [Previous line repeated
# expect-error: RecursionError: maximum recursion depth exceeded
# exit: 1
