# Context managers, one and several, and what __exit__ decides.
class CM:
    def __init__(self, name, swallow=False):
        self.name, self.swallow = name, swallow

    def __enter__(self):
        print("enter", self.name)
        return self.name.upper()

    def __exit__(self, kind, value, trace):
        print("exit", self.name, kind and kind.__name__, value, trace is not None)
        return self.swallow


with CM("a") as a:
    print("body", a)
# expect: enter a
# expect: body A
# expect: exit a None None False
with CM("a") as a, CM("b") as b:
    print(a, b)
# expect: enter a
# expect: enter b
# expect: A B
# expect: exit b None None False
# expect: exit a None None False
with (
    CM("x") as x,
    CM("y"),
):
    print("parenthesized", x)
# expect: enter x
# expect: enter y
# expect: parenthesized X
# expect: exit y None None False
# expect: exit x None None False
with CM("s", swallow=True):
    raise ValueError("swallowed")
# expect: enter s
# expect: exit s ValueError swallowed True
print("after")  # expect: after
try:
    with CM("outer"), CM("inner"):
        raise KeyError("out")
except KeyError as e:
    print("caught", e)
# expect: enter outer
# expect: enter inner
# expect: exit inner KeyError 'out' True
# expect: exit outer KeyError 'out' True
# expect: caught 'out'
with CM("o"):
    with CM("i", swallow=True):
        raise ValueError("only inside")
    print("goes on")
# expect: enter o
# expect: enter i
# expect: exit i ValueError only inside True
# expect: goes on
# expect: exit o None None False


class Target:
    pass


t = Target()
with CM("attr") as t.value, CM("second"):
    print(t.value)
# expect: enter attr
# expect: enter second
# expect: ATTR
# expect: exit second None None False
# expect: exit attr None None False
with CM("pq") as (p, q):
    print(p, q)
# expect: enter pq
# expect: P Q
# expect: exit pq None None False
