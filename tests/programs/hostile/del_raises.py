# An exception in __del__ is reported and goes no further.
class Raising:
    def __del__(self):
        raise ValueError("from del")


r = Raising()
del r
print("after del")  # expect: after del


def f():
    local = Raising()
    return "returned"


print(f())  # expect: returned
try:
    local = Raising()
    raise KeyError("real")
except KeyError as e:
    local = None
    print(repr(e))  # expect: KeyError('real')
# expect-error: Exception ignored
# expect-error: ValueError: from del
# exit: 0
