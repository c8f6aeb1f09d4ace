# __init_subclass__ runs for every subclass, with the keywords of the class statement.
class Plugin:
    registry = {}

    def __init_subclass__(cls, /, key=None, **kwargs):
        super().__init_subclass__(**kwargs)
        print("subclass", cls.__name__, key)
        if key:
            Plugin.registry[key] = cls


class A(Plugin, key="a"):
    pass
# expect: subclass A a


class B(A):
    pass
# expect: subclass B None


class C(Plugin, key="c"):
    x = 1
# expect: subclass C c


print(sorted(Plugin.registry), Plugin.registry["c"].x)  # expect: ['a', 'c'] 1
try:

    class D(Plugin, other=1):
        pass

except TypeError as e:
    print(e)  # expect: D.__init_subclass__() takes no keyword arguments


class Field:
    def __set_name__(self, owner, name):
        self.where = owner.__name__, name


class Model:
    a = Field()
    b = c = Field()


print(Model.a.where, Model.b.where)  # expect: ('Model', 'a') ('Model', 'c')


class Fails:
    def __set_name__(self, owner, name):
        raise ValueError("in set_name")


try:

    class E:
        f = Fails()

except ValueError as e:
    print(e)  # expect: in set_name
