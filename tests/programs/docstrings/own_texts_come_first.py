# What a program says of its own things comes before what the classes of these say.
import math
import types


class Named:
    __slots__ = ("text",)


error = ValueError("x")
error.__doc__ = "of this error"
print(error.__doc__)  # expect: of this error
del error.__doc__
print(error.__doc__)  # expect: Inappropriate argument value (of correct type).
module = types.ModuleType("fresh")
print(module.__doc__)  # expect: None
module.__doc__ = "of this module"
print(module.__doc__, types.ModuleType("math", "mine").__doc__)  # expect: of this module mine
del module.__doc__
print(module.__doc__.splitlines()[0])  # expect: Create a module object.
print(Named.text.__doc__, Named().__doc__)  # expect: None None


class Error(Exception):
    """Of my errors."""


print(Error.__doc__, Error().__doc__)  # expect: Of my errors. Of my errors.
for thing, kind in ((5, "int"), ([], "list"), (len, "function"), ("", "str")):
    try:
        thing.__doc__ = "mine"
    except (AttributeError, TypeError):
        print(kind, "keeps its own")
# expect: int keeps its own
# expect: list keeps its own
# expect: function keeps its own
# expect: str keeps its own
try:
    int.__doc__ = "mine"
except TypeError as problem:
    print(problem)  # expect: cannot set '__doc__' attribute of immutable type 'int'
before = math.__doc__
math.__doc__ = "mine"
print(math.__doc__, len(before) > 20)  # expect: mine True


def shared(items):
    return [item.__doc__ for item in items]


# The same line reads texts of many kinds, and of the same things again.
texts = [shared([5, "", Named(), error, Error(), len]) for _ in range(50)]
print(all(text == texts[0] for text in texts), texts[0][2], texts[0][4])  # expect: True None Of my errors.
