# A finalizer looks at the container that is just being changed.
class Spy:
    def __init__(self, look):
        self.look = look

    def __del__(self):
        print("sees", self.look())


a = [0, 0, 0]
a[1] = Spy(lambda: list(a))
a[1] = "new"  # expect: sees [0, 'new', 0]
a[0] = Spy(lambda: list(a))
del a[0]  # expect: sees ['new', 0]
a.append(Spy(lambda: list(a)))
a.pop()  # expect: sees ['new', 0]
a.append(Spy(lambda: list(a)))
a.clear()  # expect: sees []
d = {}
d["k"] = Spy(lambda: dict(d))
d["k"] = "new"  # expect: sees {'k': 'new'}
d["k"] = Spy(lambda: dict(d))
del d["k"]  # expect: sees {}
d["k"] = Spy(lambda: dict(d))
d.clear()  # expect: sees {}


class O:
    pass


o = O()
o.x = Spy(lambda: dict(vars(o)))
o.x = "new"  # expect: sees {'x': 'new'}
o.x = Spy(lambda: dict(vars(o)))
del o.x  # expect: sees {}
x = Spy(lambda: "x" in globals())
x = 1  # expect: sees True
x = Spy(lambda: "x" in globals())
del x  # expect: sees False
b = [Spy(lambda: len(b)), 1, 2]
b[:1] = [5, 6]  # expect: sees 4
print(b)  # expect: [5, 6, 1, 2]
