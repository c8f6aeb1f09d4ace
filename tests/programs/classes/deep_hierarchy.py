# Lookups through a hundred classes, cached or not, follow changes.
class Base:
    def who(self):
        return "base"


classes = [Base]
for n in range(100):
    classes.append(type(f"C{n}", (classes[-1],), {}))
x = classes[-1]()
print(x.who(), len(type(x).__mro__))  # expect: base 102
for _ in range(3):
    assert x.who() == "base"
classes[50].who = lambda self: "middle"
print(x.who(), classes[49]().who(), classes[50]().who())  # expect: middle base middle
for _ in range(3):
    assert x.who() == "middle"
x.who = lambda: "instance"
print(x.who())  # expect: instance
del x.who
del classes[50].who
print(x.who())  # expect: base
Base.who = property(lambda self: "property")
print(x.who)  # expect: property
