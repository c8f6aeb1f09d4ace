# `x = y` of a module's name, and of a name that closures share: a value that was stored, each dies once.
from _hammer import Counted, readers

value = None


def outer():
    inner = None

    def store(me):
        nonlocal inner
        global value
        for n in range(400):
            value = Counted((me, n))
            inner = Counted((me, 1000 + n))

    def check():
        return (value is None or type(value) is Counted) and (inner is None or type(inner) is Counted)

    return readers(check, [store] * 3)


print(outer())  # expect: {True}
value = None
print(len(Counted.died), len(set(Counted.died)))  # expect: 2400 2400
