# Special methods of built-in objects, called by name.
def attempt(function):
    try:
        print(function())
    except Exception as e:
        print(type(e).__name__)


it = iter([1])
print(it.__next__(), it.__iter__() is it, it.__length_hint__())  # expect: 1 True 0
attempt(lambda: it.__next__())  # expect: StopIteration
for empty in (
    iter(()),
    iter(""),
    iter({}),
    iter(set()),
    iter(range(0)),
    iter(b""),
    zip(),
    map(abs, []),
    enumerate([]),
    reversed([]),
    filter(None, []),
    (x for x in ()),
):
    attempt(empty.__next__)
# expect: StopIteration
# expect: StopIteration
# expect: StopIteration
# expect: StopIteration
# expect: StopIteration
# expect: StopIteration
# expect: StopIteration
# expect: StopIteration
# expect: StopIteration
# expect: StopIteration
# expect: StopIteration
# expect: StopIteration
print([1].__len__(), [1, 2].__getitem__(1), [1].__contains__(1))  # expect: 1 2 True
print([1].__add__([2]), [1].__mul__(2), [1].__rmul__(2))  # expect: [1, 2] [1, 1] [1, 1]
print([1].__eq__([1]), [1].__eq__((1,)))  # expect: True NotImplemented
print([1].__lt__([2]), [1].__ne__([1]))  # expect: True False
print([1].__iter__().__next__(), [3, 4].__reversed__().__next__())  # expect: 1 4
a = [1, 2, 3]
print(a.__setitem__(0, 9), a.__delitem__(1), a, a.__iadd__([5]) is a)  # expect: None None [9, 3, 5] True
print(a.__imul__(2) is a, a, [].__init__([1]), [].__hash__)  # expect: True [9, 3, 5, 9, 3, 5] None None
print((5).__add__(3), (5).__radd__(3), (5).__sub__(3), (5).__rsub__(3))  # expect: 8 8 2 -2
print((7).__floordiv__(2), (7).__truediv__(2), (7).__mod__(2))  # expect: 3 3.5 1
print((2).__pow__(3), (2).__pow__(3, 5), (5).__neg__(), (5).__bool__())  # expect: 8 3 -5 True
print((5).__index__(), (5).__float__(), (5).__int__(), (5).__hash__())  # expect: 5 5.0 5 5
print((5).__eq__(5), (5).__eq__(5.0))  # expect: True NotImplemented
print((5).__lt__(6), (5).__add__("x"))  # expect: True NotImplemented
print((6).__and__(3), (6).__lshift__(1), (5).__divmod__(3))  # expect: 2 12 (1, 2)
print((2.5).__add__(1), (2.5).__int__(), (2.5).__eq__(2.5), (2.5).__round__())  # expect: 3.5 2 True 2
print((2.5).__trunc__(), (1.5).__rsub__(3), (7.5).__floordiv__(2))  # expect: 2 1.5 3.0
print("a".__add__("b"), "ab".__mul__(2), "ab".__len__(), "ab".__getitem__(1))  # expect: ab abab 2 b
print("ab".__contains__("b"), "a".__lt__("b"), "%s".__mod__(1))  # expect: True True 1
print("x".__eq__("x"), "x".__eq__(1), "x".__hash__() == hash("x"))  # expect: True NotImplemented True
print("x".__str__(), "x".__repr__(), "x".__format__(">3"))  # expect: x 'x'   x
d = {"a": 1}
print(d.__getitem__("a"), d.__contains__("a"), d.__len__(), d.__eq__({"a": 1}))  # expect: 1 True 1 True
print(d.__or__({"b": 2}), d.__iter__().__next__())  # expect: {'a': 1, 'b': 2} a
print(d.__setitem__("c", 3), d)  # expect: None {'a': 1, 'c': 3}
print({1}.__contains__(1), {1}.__and__({1, 2}), {1}.__sub__({1}))  # expect: True {1} set()
print({1}.__le__({1}), {1}.__eq__({1}))  # expect: True True
print({1}.__len__(), frozenset([1]).__or__({1}))  # expect: 1 frozenset({1})
print((1, 2).__getitem__(0), (1,).__add__((2,)), (1,).__hash__() == hash((1,)))  # expect: 1 (1, 2) True
print(range(3).__len__(), range(3).__contains__(2), range(3).__getitem__(-1))  # expect: 3 True 2
print(None.__bool__(), None.__repr__())  # expect: False None
print(None.__eq__(None), True.__and__(False))  # expect: True False
print(True.__repr__(), object().__eq__(1), type.__repr__(int))  # expect: True NotImplemented <class 'int'>
print(int.__add__(1, 2), str.__len__("abc"), list.__len__([1]))  # expect: 3 3 1
print(dict.__getitem__({1: 2}, 1))  # expect: 2
print(object.__repr__(1)[:17], type.__call__(int, "7"))  # expect: <int object at 0x 7
attempt(lambda: [].__getitem__(0))  # expect: IndexError
attempt(lambda: {}.__getitem__("k"))  # expect: KeyError
attempt(lambda: (5).__truediv__(0))  # expect: ZeroDivisionError
attempt(lambda: int.__add__("a", 1))  # expect: TypeError
attempt(lambda: [].__missing__)  # expect: AttributeError
attempt(lambda: (5).__len__())  # expect: AttributeError


def f(x):
    return x * 2


class C:
    def m(self):
        return "m"


print(f.__call__(4), C().m.__call__(), len.__call__([1]))  # expect: 8 m 1
print(C.__call__().m(), f.__get__(5)(), C.m.__get__(C())())  # expect: m 10 m
g = (x for x in [1, 2])
print(g.__next__(), g.__iter__() is g, g.__next__())  # expect: 1 True 2
attempt(g.__next__)  # expect: StopIteration
next_of = iter([7]).__next__
print(next_of())  # expect: 7
print([m.__name__ for m in (next_of, [].append, len, f, C.m)])
# expect: ['__next__', 'append', 'len', 'f', 'm']
