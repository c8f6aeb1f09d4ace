# Metaclasses make classes.
class Meta(type):
    def __new__(mcls, name, bases, namespace, **kwargs):
        print("new", name, kwargs)
        namespace["added"] = "by meta"
        return super().__new__(mcls, name, bases, namespace)

    def __init__(cls, name, bases, namespace, **kwargs):
        print("init", name)
        super().__init__(name, bases, namespace)

    def __call__(cls, *args):
        print("call", cls.__name__)
        return super().__call__(*args)

    def __len__(cls):
        return 7

    def __iter__(cls):
        return iter("meta")

    def __repr__(cls):
        return f"<Meta {cls.__name__}>"

    @property
    def prop(cls):
        return "property of the class"


class A(metaclass=Meta, option=1):
    def __init__(self, x):
        self.x = x
# expect: new A {'option': 1}
# expect: init A


class B(A):
    pass
# expect: new B {}
# expect: init B


print(A.added, B(5).x, type(A), type(B).__name__, len(A), list(A), A, [B], A.prop, isinstance(A, Meta))
# expect: call B
# expect: by meta 5 <class '__main__.Meta'> Meta 7 ['m', 'e', 't', 'a'] <Meta A> [<Meta B>] property of the class True
try:
    B(1).prop
except AttributeError as e:
    print(e)
# expect: call B
# expect: 'B' object has no attribute 'prop'


class Other(type):
    pass


class O(metaclass=Other):
    pass


try:

    class Clash(A, O):
        pass

except TypeError as e:
    print("metaclass conflict" in str(e))  # expect: True


def function_meta(name, bases, namespace):
    return name, bases, sorted(k for k in namespace if not k.startswith("__"))


class F(metaclass=function_meta):
    x = 1

    def f(self):
        pass


print(F)  # expect: ('F', (), ['f', 'x'])
