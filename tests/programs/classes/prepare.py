# __prepare__ provides the namespace that a class body fills.
class Namespace(dict):
    def __setitem__(self, key, value):
        if not key.startswith("__"):
            print("store", key)
        super().__setitem__(key, value)


class Meta(type):
    @classmethod
    def __prepare__(mcls, name, bases, **kwargs):
        print("prepare", name, bases, kwargs)
        return Namespace(given=42)

    def __new__(mcls, name, bases, namespace, **kwargs):
        print(type(namespace).__name__)
        return super().__new__(mcls, name, bases, namespace)

    def __init__(cls, name, bases, namespace, **kwargs):
        pass


class C(metaclass=Meta, k=1):
    x = given + 1

    def f(self):
        return self.x
# expect: prepare C () {'k': 1}
# expect: store x
# expect: store f
# expect: Namespace


print(C.x, C.given, C().f())  # expect: 43 42 43
