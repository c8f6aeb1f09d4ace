# __new__ makes, __init__ fills in, if the type is right.
class C:
    def __new__(cls, *args, **kwargs):
        print("new", args, kwargs)
        return super().__new__(cls)

    def __init__(self, x, y=2):
        print("init", x, y)


C(1, y=5)
# expect: new (1,) {'y': 5}
# expect: init 1 5


class Singleton:
    instance = None

    def __new__(cls):
        if cls.instance is None:
            cls.instance = super().__new__(cls)
        return cls.instance

    def __init__(self):
        print("init again")


print(Singleton() is Singleton())
# expect: init again
# expect: init again
# expect: True


class Other:
    def __new__(cls):
        return "not an instance"

    def __init__(self):
        print("never")


print(Other())  # expect: not an instance


class Celsius(float):
    def __new__(cls, fahrenheit):
        return super().__new__(cls, (fahrenheit - 32) / 1.8)


print(Celsius(212), type(Celsius(32)).__name__, Celsius(50) + 1)  # expect: 100.0 Celsius 11.0


class Returns:
    def __init__(self):
        return 5


try:
    Returns()
except TypeError as e:
    print(e)  # expect: __init__() should return None, not 'int'
o = object.__new__(C)
print(type(o).__name__)  # expect: C
try:
    object.__new__(int)
except TypeError as e:
    print(e)  # expect: object.__new__(int) is not safe, use int.__new__()
