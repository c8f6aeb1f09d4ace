# The public functions of collections, one after the other.
import collections
from collections import *


def attempt(f, *args, **kw):
    try:
        print(repr(f(*args, **kw)))
    except Exception as e:
        print(type(e).__name__)


d = deque([1, 2, 3], maxlen=3)
d.append(4)
print(d, d.maxlen)
d.appendleft(0)
print(d)
d = deque("abcdef")
d.rotate(2); print(d)
d.rotate(-3); print(d)
d.rotate(100); print(d)
d.extend("xy"); d.extendleft("12"); print(d)
print(d.pop(), d.popleft(), d.count("a"), d.index("b"), len(d), "c" in d, d[0], d[-1])
d.insert(2, "I"); d.insert(-1, "J"); d.insert(100, "K"); print(d)
d.remove("I"); print(d)
attempt(d.remove, "nope")
attempt(d.index, "nope")
attempt(d.index, "a", 5)
attempt(d.__getitem__, 100)
attempt(d.__getitem__, "x")
attempt(d.__getitem__, slice(1))
d[1] = "S"; del d[0]; print(d)
d.reverse(); print(d, list(reversed(d)))
e = d.copy(); print(e == d, e is d, d + e, d * 2, d < e, d <= e)
attempt(lambda: d + [1])
d += [1]; d *= 2; print(len(d))
d.clear(); print(d)
attempt(d.pop); attempt(d.popleft)
attempt(deque, [1], -1)
attempt(deque, [1], "x")
attempt(deque, 5)
attempt(deque([1], 1).insert, 0, 2)
b = deque([1, 2], maxlen=5); print(repr(b), b.__reduce__()[0], (b * 3))
r = deque(); r.append(r); print(r)
def mut():
    d = deque([1, 2, 3])
    for x in d:
        d.append(x)
attempt(mut)
attempt(hash, deque())
print(deque([1, 2]) == [1, 2], deque([1, 2]) != deque([1, 2, 3]), bool(deque()))
i = iter(deque([1, 2, 3])); next(i); print(i.__length_hint__())
class DD(deque): pass
print(DD([1]), DD([1]).copy(), DD([1]) + DD([2]))
dd = defaultdict(list); dd["a"].append(1); print(dd, dd.default_factory, dd.get("z"))
attempt(defaultdict, 5)
attempt(lambda: defaultdict()["x"])
x = defaultdict(int, a=1); x["b"] += 5; print(x, x | {"c": 1}, {"q": 1} | x, x.copy())
x.default_factory = None
attempt(lambda: x["zz"])
print(defaultdict(lambda: 5).__missing__("a"), repr(defaultdict(None, {1: 2})))
od = OrderedDict(a=1, b=2, c=3)
od.move_to_end("a"); print(od); od.move_to_end("c", last=False); print(od)
print(od.popitem(), od.popitem(last=False), od)
attempt(od.move_to_end, "zz")
attempt(OrderedDict().popitem)
print(OrderedDict([(1, 2), (3, 4)]) == OrderedDict([(3, 4), (1, 2)]), OrderedDict([(1, 2), (3, 4)]) == {3: 4, 1: 2})
print(list(reversed(od)), od.pop("b", None), od.pop("b", 7), od.setdefault("n", 1), od | {"m": 2})
attempt(od.pop, "none")
print(OrderedDict.fromkeys("ab", 0), od.copy(), list(od.items()), list(od.keys()), list(od.values()))
c = Counter("abracadabra")
print(c, c.most_common(2), c["z"], sum(c.values()), c.total(), sorted(c.elements())[:3])
print(c + Counter(a=1), c - Counter(a=10, b=1), c & Counter(a=2), c | Counter(z=1), +Counter(a=-1, b=1), -Counter(a=-1))
c.update("aaa"); c.subtract("b" * 10); print(c)
print(Counter(a=1) == Counter(a=1, b=0), Counter(a=1) <= Counter(a=2), Counter(a=1) < Counter(a=1))
attempt(Counter, 5)
attempt(Counter.fromkeys, "a")
del c["nothing"]; print(Counter(), Counter({"x": 2}, y=1), c.copy() == c)
P = namedtuple("P", "x y", defaults=[5])
p = P(1)
print(p, p.x, p[1], p._asdict(), p._replace(x=9), P._fields, P._field_defaults, P._make([7, 8]), p == (1, 5))
attempt(P); attempt(P, 1, 2, 3); attempt(p._replace, z=1)
attempt(namedtuple, "Q", "a a"); attempt(namedtuple, "Q", "def"); attempt(namedtuple, "Q", "_x"); attempt(namedtuple, "1Q", "x")
print(namedtuple("Q", "a def a _b", rename=True)._fields, P.__doc__, P.x.__doc__, p.__match_args__)
class P3(P):
    __slots__ = ()
    def s(self): return self.x + self.y
print(P3(1, 2).s(), P3(1, 2))
attempt(setattr, p, "x", 5)
cm = ChainMap({"a": 1}, {"a": 2, "b": 3})
print(cm, cm["a"], cm["b"], list(cm), len(cm), cm.parents, cm.new_child({"z": 0}), "b" in cm, cm.get("q", 5))
cm["b"] = 10; print(cm.maps); attempt(lambda: cm["zz"]); attempt(cm.pop, "zz"); attempt(cm.__delitem__, "nokey")
print(cm | {"k": 1}, dict(cm), bool(ChainMap()), cm.popitem(), cm)
ud = UserDict(a=1); ud["b"] = 2; print(ud, ud.data, "a" in ud, ud | {"c": 3}, ud.copy())
ul = UserList([3, 1, 2]); ul.sort(); print(ul, ul + [4], ul * 2, ul[0:2], ul.data, ul == [1, 2, 3])
us = UserString("abc"); print(us + "d", us.upper(), us[1], us == "abc", len(us), repr(us), us.find("c"))
import collections.abc as abc
print([issubclass(list, getattr(abc, n)) for n in ("Sequence", "Iterable", "Hashable", "MutableSequence", "Sized", "Container", "Reversible", "Collection", "Mapping")])
print([isinstance(d, getattr(abc, n)) for n in ("Sequence", "MutableSequence", "Hashable")], isinstance({}.keys(), abc.KeysView), isinstance((i for i in ()), abc.Generator))
# expect: deque([2, 3, 4], maxlen=3) 3
# expect: deque([0, 2, 3], maxlen=3)
# expect: deque(['e', 'f', 'a', 'b', 'c', 'd'])
# expect: deque(['b', 'c', 'd', 'e', 'f', 'a'])
# expect: deque(['d', 'e', 'f', 'a', 'b', 'c'])
# expect: deque(['2', '1', 'd', 'e', 'f', 'a', 'b', 'c', 'x', 'y'])
# expect: y 2 1 5 8 True 1 x
# expect: deque(['1', 'd', 'I', 'e', 'f', 'a', 'b', 'c', 'J', 'x', 'K'])
# expect: deque(['1', 'd', 'e', 'f', 'a', 'b', 'c', 'J', 'x', 'K'])
# expect: ValueError
# expect: ValueError
# expect: ValueError
# expect: IndexError
# expect: TypeError
# expect: TypeError
# expect: deque(['S', 'e', 'f', 'a', 'b', 'c', 'J', 'x', 'K'])
# expect: deque(['K', 'x', 'J', 'c', 'b', 'a', 'f', 'e', 'S']) ['S', 'e', 'f', 'a', 'b', 'c', 'J', 'x', 'K']
# expect: True False deque(['K', 'x', 'J', 'c', 'b', 'a', 'f', 'e', 'S', 'K', 'x', 'J', 'c', 'b', 'a', 'f', 'e', 'S']) deque(['K', 'x', 'J', 'c', 'b', 'a', 'f', 'e', 'S', 'K', 'x', 'J', 'c', 'b', 'a', 'f', 'e', 'S']) False True
# expect: TypeError
# expect: 20
# expect: deque([])
# expect: IndexError
# expect: IndexError
# expect: ValueError
# expect: TypeError
# expect: TypeError
# expect: IndexError
# expect: deque([1, 2], maxlen=5) <class 'collections.deque'> deque([2, 1, 2, 1, 2], maxlen=5)
# expect: deque([[...]])
# expect: RuntimeError
# expect: TypeError
# expect: False True False
# expect: 2
# expect: DD([1]) DD([1]) DD([1, 2])
# expect: defaultdict(<class 'list'>, {'a': [1]}) <class 'list'> None
# expect: TypeError
# expect: KeyError
# expect: defaultdict(<class 'int'>, {'a': 1, 'b': 5}) defaultdict(<class 'int'>, {'a': 1, 'b': 5, 'c': 1}) defaultdict(<class 'int'>, {'q': 1, 'a': 1, 'b': 5}) defaultdict(<class 'int'>, {'a': 1, 'b': 5})
# expect: KeyError
# expect: 5 defaultdict(None, {1: 2})
# expect: OrderedDict({'b': 2, 'c': 3, 'a': 1})
# expect: OrderedDict({'c': 3, 'b': 2, 'a': 1})
# expect: ('a', 1) ('c', 3) OrderedDict({'b': 2})
# expect: KeyError
# expect: KeyError
# expect: False True
# expect: ['b'] 2 7 1 OrderedDict({'n': 1, 'm': 2})
# expect: KeyError
# expect: OrderedDict({'a': 0, 'b': 0}) OrderedDict({'n': 1}) [('n', 1)] ['n'] [1]
# expect: Counter({'a': 5, 'b': 2, 'r': 2, 'c': 1, 'd': 1}) [('a', 5), ('b', 2)] 0 11 11 ['a', 'a', 'a']
# expect: Counter({'a': 6, 'b': 2, 'r': 2, 'c': 1, 'd': 1}) Counter({'r': 2, 'b': 1, 'c': 1, 'd': 1}) Counter({'a': 2}) Counter({'a': 5, 'b': 2, 'r': 2, 'c': 1, 'd': 1, 'z': 1}) Counter({'b': 1}) Counter({'a': 1})
# expect: Counter({'a': 8, 'r': 2, 'c': 1, 'd': 1, 'b': -8})
# expect: True True False
# expect: TypeError
# expect: NotImplementedError
# expect: Counter() Counter({'x': 2, 'y': 1}) True
# expect: P(x=1, y=5) 1 5 {'x': 1, 'y': 5} P(x=9, y=5) ('x', 'y') {'y': 5} P(x=7, y=8) True
# expect: TypeError
# expect: TypeError
# expect: TypeError
# expect: ValueError
# expect: ValueError
# expect: ValueError
# expect: ValueError
# expect: ('a', '_1', '_2', '_3') P(x, y) Alias for field number 0 ('x', 'y')
# expect: 3 P3(x=1, y=2)
# expect: AttributeError
# expect: ChainMap({'a': 1}, {'a': 2, 'b': 3}) 1 3 ['a', 'b'] 2 ChainMap({'a': 2, 'b': 3}) ChainMap({'z': 0}, {'a': 1}, {'a': 2, 'b': 3}) True 5
# expect: [{'a': 1, 'b': 10}, {'a': 2, 'b': 3}]
# expect: KeyError
# expect: KeyError
# expect: KeyError
# expect: ChainMap({'a': 1, 'b': 10, 'k': 1}, {'a': 2, 'b': 3}) {'a': 1, 'b': 10} False ('b', 10) ChainMap({'a': 1}, {'a': 2, 'b': 3})
# expect: {'a': 1, 'b': 2} {'a': 1, 'b': 2} True {'a': 1, 'b': 2, 'c': 3} {'a': 1, 'b': 2}
# expect: [1, 2, 3] [1, 2, 3, 4] [1, 2, 3, 1, 2, 3] [1, 2] [1, 2, 3] True
# expect: abcd ABC b True 3 'abc' 2
# expect: [True, True, False, True, True, True, True, True, False]
# expect: [True, True, False] True True
