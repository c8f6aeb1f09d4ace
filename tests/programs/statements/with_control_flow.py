# __exit__ runs on return, break and continue too.
class CM:
    def __init__(self, name):
        self.name = name

    def __enter__(self):
        return self

    def __exit__(self, *exc):
        print("exit", self.name, exc[0])


def f():
    with CM("return"):
        return "value"


print(f())
# expect: exit return None
# expect: value
for i in range(3):
    with CM(i):
        if i == 0:
            continue
        if i == 1:
            break
# expect: exit 0 None
# expect: exit 1 None
print("loop left at", i)  # expect: loop left at 1


def g():
    for n in range(2):
        with CM(f"g{n}"), CM(f"h{n}"):
            if n == 1:
                return n


print(g())
# expect: exit h0 None
# expect: exit g0 None
# expect: exit h1 None
# expect: exit g1 None
# expect: 1


def nested():
    with CM("a"):
        try:
            with CM("b"):
                return "from b"
        finally:
            print("finally")


print(nested())
# expect: exit b None
# expect: finally
# expect: exit a None
# expect: from b
