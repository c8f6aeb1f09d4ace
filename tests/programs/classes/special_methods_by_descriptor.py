"""__new__ and __getattr__ that are descriptors; a property's docstring in subclasses; cells of classes."""


class Made:
    __new__ = classmethod(lambda *arguments: arguments)


print(Made(1, 2) == (Made, Made, 1, 2))


class Asked:
    def __get__(self, instance, owner=None):
        return lambda name: f"{owner.__name__}.{name}"


class Asking:
    __getattr__ = Asked()


print(Asking().anything)


class Stored:
    def __get__(self, instance, owner=None):
        return lambda *arguments: print(*arguments)


class Storing:
    __setattr__ = __delattr__ = Stored()


Storing().x = 1
del Storing().x


class Described(property):
    "a property"


class Holder:
    @Described
    def first(self):
        "of first"

    second = Described(lambda self: 2)
    third = property(lambda self: 3, doc="given")


print(Holder.first.__doc__, Holder.second.__doc__, Holder.first.setter(print).__doc__)
print(Holder.third.getter(lambda self: 4).__doc__, Holder.third.setter(print).__doc__)
try:
    Holder.third.fget = None
except AttributeError as error:
    print(error)


class Slots(property):
    __slots__ = ()


try:
    Slots(Holder.first.fget)
except AttributeError:
    print("no room for the getter's docstring")

for cell in 1, "cell":
    try:
        type("Wrong", (), {"__classcell__": cell})
    except TypeError as error:
        print(error)


class Elsewhere(type):
    def __new__(meta, name, bases, namespace):
        super().__new__(meta, name, bases, namespace)
        return super().__new__(meta, name, bases, {})


class Other(type):
    def __new__(meta, name, bases, namespace):
        first = super().__new__(meta, name, bases, dict(namespace))
        return super().__new__(meta, name, bases, {})


try:

    class Moved(metaclass=Other):
        def method(self):
            return __class__

except TypeError as error:
    print(error)


class Quiet(super):
    def __init__(self, *arguments):
        super(Quiet, self).__init__(*arguments)


print(Quiet(bool, True).__init__ is not None)
print(type(...)() is ..., type(NotImplemented)() is NotImplemented)
try:
    type(...)(1)
except TypeError as error:
    print(error)
# expect: True
# expect: Asking.anything
# expect: x 1
# expect: x
# expect: of first None of first
# expect: given given
# expect: readonly attribute
# expect: no room for the getter's docstring
# expect: __classcell__ must be a nonlocal cell, not <class 'int'>
# expect: __classcell__ must be a nonlocal cell, not <class 'str'>
# expect: __class__ set to <class '__main__.Moved'> defining 'Moved' as <class '__main__.Moved'>
# expect: True
# expect: True True
# expect: EllipsisType takes no arguments
