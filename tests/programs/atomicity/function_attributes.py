# What can be asked of a function is read without its lock while another thread assigns it.
from _hammer import readers


def shared():
    yield 1


def change(me):
    for n in range(1500):
        shared.__name__ = "name %d" % (n % 3)
        shared.__qualname__ = "outer.name %d" % (n % 3)
        shared.__doc__ = ["text", n % 3]
        shared.__annotations__ = {"x": n % 3}
        shared.__module__ = "module %d" % (n % 3)


def check():
    made = shared()
    return (
        made.__name__ in ("shared", "name 0", "name 1", "name 2"),
        made.__qualname__ in ("shared", "outer.name 0", "outer.name 1", "outer.name 2"),
        shared.__doc__ is None or shared.__doc__[1] in (0, 1, 2),
        list(shared.__annotations__) in ([], ["x"]),
        shared.__module__ == "__main__" or shared.__module__.startswith("module "),
    )


print(readers(check, [change] * 2))  # expect: {(True, True, True, True, True)}
