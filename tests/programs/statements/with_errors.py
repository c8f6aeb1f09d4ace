# Exceptions in __enter__, in __exit__, and in both.
class CM:
    def __init__(self, name, enter=None, exit=None):
        self.name, self.enter, self.exit = name, enter, exit

    def __enter__(self):
        print("enter", self.name)
        if self.enter:
            raise self.enter

    def __exit__(self, *exc):
        print("exit", self.name, exc[1])
        if self.exit:
            raise self.exit


try:
    with CM("a"), CM("b", enter=ValueError("in enter")):
        print("never")
except ValueError as e:
    print("caught", e)
# expect: enter a
# expect: enter b
# expect: exit a in enter
# expect: caught in enter
try:
    with CM("c", exit=KeyError("in exit")):
        raise ValueError("in body")
except KeyError as e:
    print("caught", e, "after", repr(e.__context__))
# expect: enter c
# expect: exit c in body
# expect: caught 'in exit' after ValueError('in body')
try:
    with CM("d", exit=KeyError("in exit")):
        print("body is fine")
except KeyError as e:
    print("caught", e, e.__context__)
# expect: enter d
# expect: body is fine
# expect: exit d None
# expect: caught 'in exit' None


class Truthy:
    def __enter__(self):
        pass

    def __exit__(self, *exc):
        return "truthy text"


with Truthy():
    raise ValueError
print("swallowed")  # expect: swallowed


class BadBool:
    def __bool__(self):
        raise RuntimeError("bool")


class Odd:
    def __enter__(self):
        pass

    def __exit__(self, *exc):
        return BadBool()


try:
    with Odd():
        raise ValueError("v")
except RuntimeError as e:
    print(e, repr(e.__context__))  # expect: bool ValueError('v')
with Odd():
    pass
