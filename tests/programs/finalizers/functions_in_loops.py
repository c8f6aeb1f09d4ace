# Functions and classes that a loop of a module makes die like anything else.
import weakref

references = []
for n in range(5):

    def function():
        return n

    class Class:
        attribute = function

    references.append(weakref.ref(function))
    references.append(weakref.ref(lambda: n))

import gc

gc.collect()
print(sum(reference() is not None for reference in references) <= 3)


def make(value):
    class Local:
        def method(self):
            return value

    return lambda: Local().method()


class D:
    def __del__(self):
        print("del")


f = make(D())
print(type(f()).__name__)
del f
gc.collect()
print("end")
# expect: True
# expect: D
# expect: del
# expect: end
