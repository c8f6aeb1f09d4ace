# The same line of code meets different kinds of objects, one after the other.
class Plain:
    def __init__(self, v):
        self.v = v

    def get(self):
        return self.v


class Slotted:
    __slots__ = ("v",)

    def __init__(self, v):
        self.v = v

    def get(self):
        return ("slot", self.v)


class Prop:
    def __init__(self, v):
        self.w = v

    @property
    def v(self):
        return ("prop", self.w)

    def get(self):
        return self.v


class Hook:
    def __getattr__(self, name):
        return ("hook", name) if name == "v" else lambda: ("hook call", name)


class Static:
    v = "static"

    @staticmethod
    def get():
        return "static get"


import types

module = types.ModuleType("m")
module.v = "module"
module.get = lambda: "module get"


def visit(x):
    return x.v, x.get()


for _ in range(3):
    for x in (Plain(1), Slotted(2), Prop(3), Hook(), Static, Static(), module):
        result = visit(x)
        print(result) if _ == 2 else None
# expect: (1, 1)
# expect: (2, ('slot', 2))
# expect: (('prop', 3), ('prop', 3))
# expect: (('hook', 'v'), ('hook call', 'get'))
# expect: ('static', 'static get')
# expect: ('static', 'static get')
# expect: ('module', 'module get')


def add(a, b):
    return a + b


for _ in range(2):
    print(add(1, 2), add(1.5, 2), add("a", "b"), add([1], [2]))
    print(add((1,), (2,)), add(2**70, 1), add(True, True))
# expect: 3 3.5 ab [1, 2]
# expect: (1, 2) 1180591620717411303425 2
# expect: 3 3.5 ab [1, 2]
# expect: (1, 2) 1180591620717411303425 2
