# __get__, __set__, __delete__, and what wins over the instance dict.
class Data:
    def __set_name__(self, owner, name):
        print("set_name", owner.__name__, name)
        self.name = "_" + name

    def __get__(self, instance, owner=None):
        if instance is None:
            return f"class access of {self.name}"
        return instance.__dict__.get(self.name, "unset")

    def __set__(self, instance, value):
        print("set", value)
        instance.__dict__[self.name] = value

    def __delete__(self, instance):
        print("delete")
        del instance.__dict__[self.name]


class NonData:
    def __get__(self, instance, owner):
        return "from non-data", instance is None, owner.__name__


class C:
    d = Data()
    n = NonData()
# expect: set_name C d


c = C()
print(c.d, C.d)  # expect: unset class access of _d
print(c.n, C.n)  # expect: ('from non-data', False, 'C') ('from non-data', True, 'C')
c.d = 5  # expect: set 5
print(c.d, c.__dict__)  # expect: 5 {'_d': 5}
c.__dict__["d"] = "hidden"
c.n = "wins"
print(c.d, c.n)  # expect: 5 wins
del c.d  # expect: delete
print(c.d, sorted(c.__dict__))  # expect: unset ['d', 'n']


class ReadOnly:
    def __get__(self, instance, owner):
        return 42

    def __set__(self, instance, value):
        raise AttributeError("read only")


C.r = ReadOnly()
try:
    c.r = 1
except AttributeError as e:
    print(e, c.r)  # expect: read only 42


class Sub(C):
    d = "plain"


print(Sub().d, Sub.d)  # expect: plain plain
