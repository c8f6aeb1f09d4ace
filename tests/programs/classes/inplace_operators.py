# In-place operators change the object, or fall back on the plain one.
class Bag:
    def __init__(self, *items):
        self.items = list(items)

    def __iadd__(self, other):
        self.items.append(other)
        return self

    def __isub__(self, other):
        return "replaced"

    def __imul__(self, n):
        return NotImplemented

    def __mul__(self, n):
        return Bag(*self.items * n)

    def __or__(self, other):
        return "or"


a = b = Bag(1)
a += 2
print(a is b, b.items)  # expect: True [1, 2]
a *= 2
print(a is b, a.items)  # expect: False [1, 2, 1, 2]
a -= 1
print(a, b.items)  # expect: replaced [1, 2]
b |= 0
print(b)  # expect: or
class Holder:
    log = []
    @property
    def value(self):
        self.log.append("get")
        return [1]
    @value.setter
    def value(self, v):
        self.log.append(("set", v))
h = Holder()
h.value += [2]
print(h.log)  # expect: ['get', ('set', [1, 2])]
class Items(dict):
    def __getitem__(self, k):
        print("get", k)
        return super().__getitem__(k)
    def __setitem__(self, k, v):
        print("set", k, v)
        super().__setitem__(k, v)
d = Items(a=1)
d["a"] += 5
# expect: get a
# expect: set a 6
for name in ("ifloordiv", "imod", "ipow", "ilshift", "iand", "ixor", "itruediv", "imatmul", "irshift"):
    setattr(Bag, f"__{name}__", lambda self, o, name=name: (name, o))
x = Bag(); x //= 1; print(x)  # expect: ('ifloordiv', 1)
x = Bag(); x %= 1; print(x)  # expect: ('imod', 1)
x = Bag(); x **= 1; print(x)  # expect: ('ipow', 1)
x = Bag(); x <<= 1; print(x)  # expect: ('ilshift', 1)
x = Bag(); x >>= 1; print(x)  # expect: ('irshift', 1)
x = Bag(); x &= 1; print(x)  # expect: ('iand', 1)
x = Bag(); x ^= 1; print(x)  # expect: ('ixor', 1)
x = Bag(); x /= 1; print(x)  # expect: ('itruediv', 1)
x = Bag(); x @= 1; print(x)  # expect: ('imatmul', 1)
