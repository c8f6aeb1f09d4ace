# A class whose instances can be weakly referenced has `__weakref__`.
import weakref


class A:
    pass


a = A()
print(A.__weakref__, a.__weakref__, "__weakref__" in A.__dict__)
# expect: <attribute '__weakref__' of 'A' objects> None True
reference = weakref.ref(a)
print(a.__weakref__ is reference)
# expect: True


class Derived(A):
    pass


class Slots:
    __slots__ = ("x",)


class Both:
    __slots__ = ("x", "__weakref__")


print("__weakref__" in Derived.__dict__, hasattr(Slots, "__weakref__"), "__weakref__" in Both.__dict__)
# expect: False False True
b = Both()
print(b.__weakref__, weakref.ref(b)() is b)
# expect: None True
try:
    a.__weakref__ = None
except AttributeError as error:
    print(error)
# expect: attribute '__weakref__' of 'A' objects is not writable
