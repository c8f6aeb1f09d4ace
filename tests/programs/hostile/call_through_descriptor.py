"""Calls with many arguments whose callable is found by a descriptor written in Python: what that runs leaves the arguments alone."""

import functools


def noise(a, b, c):
    x = [a, b, c]
    return [str(i) for i in x]


class Descriptor:
    def __get__(self, instance, owner):
        noise(object(), "n", 3.5)
        return lambda *a, **k: (a, k)


class Called:
    __call__ = Descriptor()


class Meta(type):
    @property
    def __call__(cls):
        noise(object(), "n", 3.5)
        return lambda *a, **k: (a, k)


class Made(metaclass=Meta):
    pass


class Single:
    @functools.singledispatchmethod
    def go(self, *a):
        return a, {}


given = [object() for _ in range(40)]
named = {"k%d" % i: object() for i in range(30)}


def same(result):
    positional, keywords = result
    print(sum(x is y for x, y in zip(given, positional)), sum(keywords[name] is named[name] for name in keywords))


same(Called()(*given, **named))  # expect: 40 30
same(Made(*given, **named))  # expect: 40 30
same(Single().go(*given))  # expect: 40 0
