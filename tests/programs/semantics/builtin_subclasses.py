# Subclasses of int, float, str, bytes, list, tuple, dict, set and exceptions.
class I(int):
    def __new__(cls, value, note=""):
        self = super().__new__(cls, value)
        self.note = note
        return self

    def __add__(self, other):
        return I(int(self) + other, "sum")

    def __repr__(self):
        return f"I({int(self)})"


i = I(5, "five")
print(i, i.note, i + 1, (i + 1).note, 1 + i, i * 2, -i)  # expect: I(5) five I(6) sum 6 10 -5
print(type(-i).__name__, i == 5, hash(i) == hash(5), {5: "x"}[i])  # expect: int True True x
print([10, 20, 30, 40, 50, 60][i], range(i), f"{i:03d}", "%d" % i)  # expect: 60 range(0, 5) 005 5
print(int(i), type(int(i)).__name__, sum([i, i]), i > 4, bool(I(0)))  # expect: 5 int 10 True False


class F(float):
    def __str__(self):
        return "F"


f = F(2.5)
print(f, repr(f), f + 1, f"{f}", f"{f:.2f}", round(f))  # expect: F 2.5 3.5 F 2.50 2
print([f], type(f * 2).__name__, f == 2.5, max(f, 1))  # expect: [2.5] float True F


class L(list):
    def __init__(self, *items):
        super().__init__(items)
        self.count_calls = 0

    def append(self, x):
        self.count_calls += 1
        super().append(x)

    def __len__(self):
        return 100

    def __iter__(self):
        return iter(["from __iter__"])

    def __contains__(self, x):
        return x == "anything"


l = L(1, 2)
l.append(3)
l.extend([4])
l += [5]
print(l, l.count_calls, len(l), list(l))  # expect: [1, 2, 3, 4, 5] 1 100 ['from __iter__']
print([*l], "anything" in l, 1 in l)  # expect: ['from __iter__'] True False
print(l[0], l[-1], sorted(l), tuple(l))  # expect: 1 5 ['from __iter__'] ('from __iter__',)
print(bool(l), l == [1, 2, 3, 4, 5])  # expect: True True


class D(dict):
    def __getitem__(self, key):
        return f"<{super().__getitem__(key)}>"

    def get(self, key, default=None):
        return "own get"

    def __contains__(self, key):
        return True


d = D(a=1, b=2)
print(d["a"], d.get("zz"), "zz" in d, d)  # expect: <1> own get True {'a': 1, 'b': 2}
print(dict(d) == {"a": 1, "b": 2})  # expect: True
print(list(d), f"{d['b']}", "%(a)s" % d, d | {"c": 3})  # expect: ['a', 'b'] <2> <1> {'a': 1, 'b': 2, 'c': 3}


def kw(**kwargs):
    return kwargs


try:
    print(kw(**d))  # expect: {'a': 1, 'b': 2}
except KeyError as e:
    print("KeyError", e)


class S(str):
    def __eq__(self, other):
        return "S.eq"

    def __hash__(self):
        return str.__hash__(self)

    def upper(self):
        return S("own upper")


s = S("abc")
print(s == "abc", "abc" == s, s.upper())  # expect: S.eq S.eq own upper
print(s.lower(), type(s.lower()).__name__)  # expect: abc str
print({"abc": 1}.get(s), s + "d", s[0], s in ["abc"], len(s))  # expect: 1 abcd a True 3


class E(ValueError):
    def __init__(self, code, *, hint=None):
        super().__init__(f"code {code}")
        self.code, self.hint = code, hint


try:
    raise E(7, hint="try again")
except ValueError as e:
    print(e, e.code, e.hint, e.args, repr(e))  # expect: code 7 7 try again ('code 7',) E('code 7')


class T(tuple):
    def __getitem__(self, i):
        return ("own", i)


t = T([1, 2])
a, b = t
print(t, t[0], a, b, t == (1, 2), hash(t) == hash((1, 2)))  # expect: (1, 2) ('own', 0) 1 2 True True
print(T() == (), t + (3,), t[0:1])  # expect: True (1, 2, 3) ('own', slice(0, 1, None))


class B(bytes):
    pass


class St(set):
    def add(self, x):
        super().add(x * 2)


st = St([1])
st.add(5)
st.update([7])
print(sorted(st), type(st | {2}).__name__, B(b"x") + b"y")  # expect: [1, 7, 10] set b'xy'
print(type(B(b"x") + b"y").__name__, type(st.copy()).__name__)  # expect: bytes set

import types


class Space(types.SimpleNamespace):
    def __new__(cls, *args):
        return super().__new__(cls, *args)

    def __init__(self, *args):
        super().__init__()
        self.given = args


print(Space(1, 2))  # expect: Space(given=(1, 2))
