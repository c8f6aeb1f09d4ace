# UserDict, UserList, UserString and the abstract base classes' mixins.
from collections import UserDict, UserList, UserString
from collections.abc import Mapping, MutableMapping, MutableSequence, Sequence, Set


class Lower(UserDict):
    def __setitem__(self, k, v):
        super().__setitem__(k.lower(), v)


d = Lower(A=1)
d.update(B=2)
print(d, d["a"], "b" in d, len(d))  # expect: {'a': 1, 'b': 2} 1 True 2


class L(UserList):
    def append(self, x):
        super().append(x * 2)


l = L([1])
l.append(5)
print(l, l[1:], l + [3], UserString("ab").upper() + "c")  # expect: [1, 10] [10] [1, 10, 3] ABc


class Range(Sequence):
    def __init__(self, n):
        self.n = n

    def __len__(self):
        return self.n

    def __getitem__(self, i):
        if not 0 <= i < self.n:
            raise IndexError(i)
        return i * i


r = Range(4)
print(list(r), 9 in r, list(reversed(r)), r.index(4))  # expect: [0, 1, 4, 9] True [9, 4, 1, 0] 2
print(r.count(1), isinstance(r, Sequence))  # expect: 1 True


class M(MutableMapping):
    def __init__(self):
        self.data = {}

    def __getitem__(self, k):
        return self.data[k]

    def __setitem__(self, k, v):
        self.data[k] = v

    def __delitem__(self, k):
        del self.data[k]

    def __iter__(self):
        return iter(self.data)

    def __len__(self):
        return len(self.data)


m = M()
m.update(a=1, b=2)
print(m.setdefault("c", 3), m.pop("a"))  # expect: 3 1
print(dict(m), list(m.items()))  # expect: {'b': 2, 'c': 3} [('b', 2), ('c', 3)]
print(m == {"b": 2, "c": 3}, m.get("zz"), "b" in m, m.popitem())  # expect: True None True ('b', 2)


class S(Set):
    def __init__(self, items):
        self.items = list(dict.fromkeys(items))

    def __contains__(self, x):
        return x in self.items

    def __iter__(self):
        return iter(self.items)

    def __len__(self):
        return len(self.items)


print(list(S("abc") & S("bcd")), list(S("ab") | S("bc")))  # expect: ['b', 'c'] ['a', 'b', 'c']
print(S("ab") <= S("abc"), S("ab") == {"b", "a"}, list(S("ab") - S("b")))  # expect: True True ['a']
try:
    Sequence()
except TypeError as e:
    print(type(e).__name__)  # expect: TypeError
