# A class body is code that runs, with a scope of its own.
x = "module"


class C:
    print("body runs")
    x = x + "!"
    y = [x for _ in range(2)]
    for i in range(3):
        pass
    if i == 2:

        def chosen(self):
            return "two"

    else:

        def chosen(self):
            return "other"

    def read(self):
        return x

    class Inner:
        x = "inner"

        def who(self):
            return type(self).__qualname__

    name = __qualname__
    del i
# expect: body runs


print(C.x, C.y, C().chosen(), C().read(), C.Inner.x)  # expect: module! ['module', 'module'] two module inner
print(C.Inner().who(), C.name, hasattr(C, "i"))  # expect: C.Inner C False


def outer():
    local = "enclosed"

    class D:
        local = "body"

        def get(self):
            return local

    return D


print(outer().local if hasattr(outer(), "local") else "")  # expect: body
print(outer()().get(), outer().__qualname__)  # expect: enclosed outer.<locals>.D


class Empty:
    pass


class Doc:
    """What it is."""


print(Doc.__doc__, Empty.__doc__, Empty().__dict__)  # expect: What it is. None {}
