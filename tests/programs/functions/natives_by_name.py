"""Functions written in C or Rust that are given arguments by position, by name, too few and too many"""
# cpython: 3.13 suggests no other keyword in some of them

print(sorted([3, 1, 2], key=lambda number: -number, reverse=False))  # expect: [3, 2, 1]
print(sorted([3, 1, 2], reverse=True))  # expect: [3, 2, 1]
print(max(1, 3, 2), max([1, 3], default=0), max([], default=7), max(1, -5, key=abs))  # expect: 3 3 7 -5
print(1, 2, sep="-", end="!\n")  # expect: 1-2!
print(int("11", base=2), int("12"), round(2.567, ndigits=1), pow(base=2, exp=5, mod=7))  # expect: 3 12 2.6 4
print(list(zip([1], [2])), list(zip([1, 2], [3, 4], strict=True)), list(enumerate("ab", start=1)))
# expect: [(1, 2)] [(1, 3), (2, 4)] [(1, 'a'), (2, 'b')]
print(dict(a=1), dict([("b", 2)], c=3), dict({"a": 0}, a=4), dict(**{"not a name": 5}))
# expect: {'a': 1} {'b': 2, 'c': 3} {'a': 4} {'not a name': 5}
print("{a} {b}".format(b=2, a=1), "a b".split(sep=" ", maxsplit=0), b"x".decode(encoding="ascii", errors="strict"))
# expect: 1 2 ['a b'] x
print(sum([1], start=2), [1, 2].index(2, 0, 5))  # expect: 3 1


def refused(function, *arguments, **keywords):
    try:
        function(*arguments, **keywords)
    except TypeError as error:
        print(error)
    else:
        print("not refused")


refused(sorted)  # expect: sorted expected 1 argument, got 0
refused(zip, [1], strictly=True)  # expect: zip() got an unexpected keyword argument 'strictly'. Did you mean 'strict'?
refused(len, [1], obj=[2])  # expect: len() takes no keyword arguments
refused(pow, 1)  # expect: pow() missing required argument 'exp' (pos 2)
refused(pow, 1, 2, base=3)  # expect: argument for pow() given by name ('base') and position (1)
refused(dict, 1, 2)  # expect: dict expected at most 1 argument, got 2
refused(dict, a=1, b=2, c=3)  # expect: not refused
refused(list, iterable=[1])  # expect: list() takes no keyword arguments
refused(tuple, x=1)  # expect: tuple() takes no keyword arguments
refused(max, 1, 2, kee=abs)  # expect: max() got an unexpected keyword argument 'kee'. Did you mean 'key'?
refused(max)  # expect: max expected at least 1 argument, got 0


def written_in_python(first, /, second, *, third=None, **others):
    pass


def without_others(first, /, second, *, third=None):
    pass


refused(without_others, 1, 2, thrid=3)
# expect: without_others() got an unexpected keyword argument 'thrid'. Did you mean 'third'?
refused(without_others, 1, 2, unlike=3)  # expect: without_others() got an unexpected keyword argument 'unlike'
refused(written_in_python, 1, 2, thrid=3)  # expect: not refused


# Exceptions are made as all classes are, if they say so.
class Plain(ValueError):
    pass


class Told(ValueError):
    def __init__(self, what):
        super().__init__(f"told {what}")
        self.what = what


class Made(ValueError):
    def __new__(cls, *arguments):
        made = super().__new__(cls, *arguments, "made")
        made.count = len(arguments)
        return made

    __init__ = None.__init__ if False else ValueError.__init__


print(repr(Plain(1, 2)), Plain().args, repr(Told("so")), Told("so").what)
# expect: Plain(1, 2) () Told('told so') so
made = Made(1)
print(made.args, made.count)  # expect: (1,) 1
refused(Plain, a=1)  # expect: Plain() takes no keyword arguments
refused(ValueError, a=1)  # expect: ValueError() takes no keyword arguments
Plain.__init__ = lambda self, *arguments: self.__setattr__("late", arguments)
print(Plain(5).late, Plain(5).args)  # expect: (5,) (5,)
del Plain.__init__
print(Plain(6).args, hasattr(Plain(6), "late"))  # expect: (6,) False
print(repr(StopIteration()), StopIteration().value, StopIteration(3).value)  # expect: StopIteration() None 3
stop = StopIteration(4)
stop.__init__()
print(stop.value, stop.args)  # expect: None ()
