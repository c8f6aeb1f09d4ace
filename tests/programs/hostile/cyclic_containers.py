# Containers that contain themselves.
a = [1]
a.append(a)
d = {"d": None}
d["d"] = d
t = ([],)
t[0].append(t)
print(a, d, t)  # expect: [1, [...]] {'d': {...}} ([(...)],)
print(repr(a) == "[1, [...]]")  # expect: True
print(str([a, a]), {1: a}, (a,))  # expect: [[1, [...]], [1, [...]]] {1: [1, [...]]} ([1, [...]],)
b = [1]
b.append(b)
for name, function in (("eq", lambda: a == b), ("lt", lambda: a < b), ("dict eq", lambda: d == {"d": d})):
    try:
        print(name, function())
    except RecursionError:
        print(name, "RecursionError")
# expect: eq RecursionError
# expect: lt RecursionError
# expect: dict eq True
print(a == a, a in a, a.index(a), a.count(a))  # expect: True True 1 1
import copy

c = copy.deepcopy(a)
print(c is not a, c[1] is c)  # expect: True True


class R:
    def __init__(self):
        self.items = [self]

    def __repr__(self):
        return f"R({self.items})"


try:
    print(R())  # expect: R([R([...])])
except RecursionError:
    print("RecursionError")
