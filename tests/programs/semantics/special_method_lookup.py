# Implicit calls of special methods ask the type, and nothing else.
class Meta(type):
    def __len__(cls):
        return 42

    def __call__(cls, *args):
        instance = super().__call__(*args)
        instance.tag = "through Meta"
        return instance

    def __getitem__(cls, key):
        return f"{cls.__name__}[{key}]"

    def __contains__(cls, item):
        return item == "in class"

    def __add__(cls, other):
        return f"{cls.__name__} + {other}"

    def __bool__(cls):
        return False

    def __eq__(cls, other):
        return "compared"

    def __hash__(cls):
        return 7


class C(metaclass=Meta):
    def __len__(self):
        return 1

    def __getitem__(self, key):
        return f"instance[{key}]"


c = C()
print(len(C), len(c), C["k"], c["k"])  # expect: 42 1 C[k] instance[k]
print(c.tag, "in class" in C)  # expect: through Meta True
print(C + 1, bool(C), bool(c), C == 5, hash(C))  # expect: C + 1 False True compared 7
c.__getitem__ = lambda key: "never"
c.__len__ = lambda: 99
c.__class__.__iter__ = lambda self: iter("from class")
print(c["k"], len(c), list(c)[:2])  # expect: instance[k] 1 ['f', 'r']
calls = []


class Watch:
    def __getattribute__(self, name):
        calls.append(name)
        return object.__getattribute__(self, name)

    def __len__(self):
        return 3

    def __eq__(self, other):
        return True

    def __hash__(self):
        return 1

    def __enter__(self):
        return self

    def __exit__(self, *exc):
        pass


w = Watch()
len(w), w == 1, hash(w), bool(w)
with w:
    pass
print(calls)  # expect: []
w.__len__()
print(calls)  # expect: ['__len__']


class Null:
    __len__ = None
    __iter__ = None
    __contains__ = None
    __hash__ = None
    __eq__ = None
    __add__ = None
    __radd__ = None
    __getitem__ = None


n = Null()
for name, operation in (
    ("len", lambda: len(n)),
    ("iter", lambda: iter(n)),
    ("in", lambda: 1 in n),
    ("hash", lambda: hash(n)),
    ("eq", lambda: n == 1),
    ("add", lambda: n + 1),
    ("radd", lambda: 1 + n),
    ("getitem", lambda: n[0]),
):
    try:
        print(name, operation())
    except TypeError as error:
        print(name, "TypeError")
# expect: len TypeError
# expect: iter TypeError
# expect: in TypeError
# expect: hash TypeError
# expect: eq TypeError
# expect: add TypeError
# expect: radd TypeError
# expect: getitem TypeError
