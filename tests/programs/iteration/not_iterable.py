# What cannot be iterated over.
class NoIter:
    __iter__ = None

    def __getitem__(self, i):
        return i


class BadIter:
    def __iter__(self):
        return 5


class Half:
    def __iter__(self):
        return self


def attempt(function):
    try:
        print(function())
    except TypeError as e:
        print(e)


attempt(lambda: list(5))  # expect: 'int' object is not iterable
attempt(lambda: iter(None))  # expect: 'NoneType' object is not iterable
attempt(lambda: [x for x in 1.5])  # expect: 'float' object is not iterable
attempt(lambda: list(NoIter()))  # expect: 'NoIter' object is not iterable
attempt(lambda: iter(BadIter()))  # expect: iter() returned non-iterator of type 'int'
attempt(lambda: list(Half()))  # expect: iter() returned non-iterator of type 'Half'
attempt(lambda: next([1]))  # expect: 'list' object is not an iterator
attempt(lambda: next(5))  # expect: 'int' object is not an iterator
attempt(lambda: iter(len, 1, 2))  # expect: iter expected at most 2 arguments, got 3
attempt(lambda: iter(5, 1))  # expect: iter(v, w): v must be callable
