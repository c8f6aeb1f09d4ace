# Defaults are evaluated once, at the definition, in its scope.
def make():
    print("made")
    return []


def f(x, items=make()):
    items.append(x)
    return items
# expect: made


print(f(1), f(2), f(3, []), f.__defaults__)  # expect: [1, 2] [1, 2] [3] ([1, 2],)
n = 1


def g(x=n):
    return x


n = 2
print(g(), g(5))  # expect: 1 5


def h(a, b=lambda: 7, *, c=(1, 2)):
    return b(), c


print(h(0), h.__kwdefaults__, h.__defaults__[0]())  # expect: (7, (1, 2)) {'c': (1, 2)} 7
h.__defaults__ = (lambda: 8,)
h.__kwdefaults__["c"] = "new"
print(h(0))  # expect: (8, 'new')
g.__defaults__ = None
try:
    g()
except TypeError as e:
    print(e)  # expect: g() missing 1 required positional argument: 'x'


class C:
    size = 3

    def m(self, n=size):
        return n


C.size = 4
print(C().m())  # expect: 3
