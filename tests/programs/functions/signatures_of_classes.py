# What calling a built-in class takes can be asked for.
import inspect
import itertools

for class_ in (itertools.batched, itertools.chain, itertools.product, zip, filter, enumerate, object, property):
    print(class_.__name__, inspect.signature(class_))
# expect: batched (iterable, n, *, strict=False)
# expect: chain (*iterables)
# expect: product (*iterables, repeat=1)
# expect: zip (*iterables, strict=False)
# expect: filter (function, iterable, /)
# expect: enumerate (iterable, start=0)
# expect: object ()
# expect: property (fget=None, fset=None, fdel=None, doc=None)
for class_ in (dict, int, type):
    try:
        inspect.signature(class_)
    except ValueError:
        print("nobody says what", class_.__name__, "takes")
# expect: nobody says what dict takes
# expect: nobody says what int takes
# expect: nobody says what type takes


class A(dict):
    def __init__(self, first, *, second=2):
        pass


print(inspect.signature(A), A.__text_signature__)
# expect: (first, *, second=2) None
