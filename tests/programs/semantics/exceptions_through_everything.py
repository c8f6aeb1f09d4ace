# An exception leaves special methods, callbacks and iterators as it was, and what was being done undone.
class Boom(Exception):
    pass


class Bad:
    def _boom(self, *args):
        raise Boom

    __eq__ = __lt__ = __gt__ = __len__ = __iter__ = __getitem__ = __setitem__ = __contains__ = __call__ = (
        __bool__
    ) = _boom
    __add__ = __radd__ = __iadd__ = __neg__ = __index__ = __int__ = __float__ = __str__ = __repr__ = (
        __format__
    ) = _boom
    __enter__ = __next__ = __hash__ = __reversed__ = __delitem__ = __getattr__ = __abs__ = __round__ = _boom

    def __exit__(self, *exc):
        pass


bad = Bad()


def boom(*args):
    raise Boom


def gen():
    yield 1
    raise Boom


def with_bad():
    with bad:
        pass


def unpack():
    a, b = bad


def loop():
    for x in bad:
        pass


def store():
    bad[0] = 1


def delete():
    del bad[0]


def augmented():
    global bad
    bad += 1


d, l, s = {"k": 1}, [3, 1, 2], {1, 2}
operations = {
    "eq": lambda: bad == 1,
    "lt": lambda: bad < 1,
    "len": lambda: len(bad),
    "iter": lambda: list(bad),
    "getitem": lambda: bad[0],
    "in": lambda: 1 in bad,
    "call": lambda: bad(),
    "bool": lambda: not bad,
    "add": lambda: bad + 1,
    "radd": lambda: 1 + bad,
    "neg": lambda: -bad,
    "index": lambda: l[bad],
    "int": lambda: int(bad),
    "float": lambda: float(bad),
    "str": lambda: str(bad),
    "repr": lambda: repr([bad]),
    "format": lambda: f"{bad:x}",
    "hash": lambda: d[bad],
    "hash set": lambda: s.add(bad),
    "attr": lambda: bad.x,
    "with": with_bad,
    "unpack": unpack,
    "loop": loop,
    "store": store,
    "delete": delete,
    "augmented": augmented,
    "sort": lambda: l.sort(key=boom),
    "sorted": lambda: sorted([bad, bad]),
    "map": lambda: list(map(boom, l)),
    "filter": lambda: list(filter(boom, l)),
    "max": lambda: max(l, key=boom),
    "extend": lambda: l.extend(gen()),
    "list": lambda: list(gen()),
    "dict": lambda: d.update({1: 2}, **{"x": boom()}),
    "set": lambda: s.update(gen()),
    "join": lambda: "".join(x for x in map(str, gen())),
    "sum": lambda: sum(gen()),
    "zip": lambda: list(zip(gen(), gen())),
    "any": lambda: any([bad]),
    "star": lambda: print(*bad),
    "slice": lambda: l[bad:],
    "range": lambda: range(bad),
    "index list": lambda: [bad].index(1),
    "count": lambda: [bad].count(1),
    "remove": lambda: [bad].remove(1),
    "and": lambda: bad and 1,
    "if": lambda: 1 if bad else 2,
    "while": lambda: [x for x in l if bad],
    "comprehension": lambda: {boom(): 1 for x in l},
    "default": lambda: (lambda x=boom(): x)(),
    "print": lambda: print(bad),
    "percent": lambda: "%s" % bad,
    "abs": lambda: abs(bad),
    "round": lambda: round(bad),
    "reversed": lambda: reversed(bad),
    "chain": lambda: 1 < 2 < bad,
    "next": lambda: next(bad),
    "slice store": lambda: l.__setitem__(slice(0, 2), gen()),
}
wrong = []
for name, operation in operations.items():
    try:
        operation()
        wrong.append(name)
    except Boom:
        pass
print(len(operations), wrong)  # expect: 58 []
print(d, l, sorted(s), type(bad).__name__)  # expect: {'k': 1} [3, 1, 2, 1] [1, 2] Bad
