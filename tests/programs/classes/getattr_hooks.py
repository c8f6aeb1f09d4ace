# __getattr__ is the last resort, __getattribute__ the first.
class Lazy:
    def __init__(self):
        self.real = 1

    def __getattr__(self, name):
        if name.startswith("make_"):
            print("making", name)
            value = self.__dict__[name] = name[5:]
            return value
        raise AttributeError(f"no {name}")


z = Lazy()
print(z.real, z.make_x, z.make_x, hasattr(z, "other"), getattr(z, "other", "default"))
# expect: making make_x
# expect: 1 x x False default
try:
    z.other
except AttributeError as e:
    print(e)  # expect: no other


class All:
    x = 1

    def __getattribute__(self, name):
        if name == "secret":
            raise AttributeError(name)
        return f"<{name}>" if name != "x" else super().__getattribute__(name)

    def __getattr__(self, name):
        return f"fallback {name}"


a = All()
print(a.x, a.anything, a.secret, a.__dict__)  # expect: 1 <anything> fallback secret <__dict__>


class Proxy:
    def __init__(self, target):
        object.__setattr__(self, "_target", target)

    def __getattr__(self, name):
        return getattr(self._target, name)

    def __setattr__(self, name, value):
        print("forward", name)
        setattr(self._target, name, value)

    def __delattr__(self, name):
        print("remove", name)
        delattr(self._target, name)


class T:
    pass


t = T()
p = Proxy(t)
p.a = 1  # expect: forward a
print(t.a, p.a)  # expect: 1 1
del p.a  # expect: remove a
print(hasattr(t, "a"))  # expect: False


class PropertyFails:
    @property
    def p(self):
        raise AttributeError("inside")

    def __getattr__(self, name):
        return f"getattr {name}"


print(PropertyFails().p)  # expect: getattr p
