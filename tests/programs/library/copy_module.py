# copy and deepcopy.
import copy


class Node:
    def __init__(self, v):
        self.v, self.next, self.items = v, None, [v]


a = [1, [2, 3], {"k": [4]}]
b, c = copy.copy(a), copy.deepcopy(a)
a[1].append("new")
a[2]["k"].append(5)
print(b, c, b[1] is a[1])  # expect: [1, [2, 3, 'new'], {'k': [4, 5]}] [1, [2, 3], {'k': [4]}] True
print(c[1] is a[1])  # expect: False
n = Node(1)
n.next = n
m = copy.deepcopy(n)
print(m.next is m, m is not n, m.items == n.items)  # expect: True True True
print(m.items is n.items, copy.copy(n).items is n.items)  # expect: False True
shared = [1]
pair = copy.deepcopy([shared, shared])
print(pair[0] is pair[1], copy.deepcopy((1, [2])))  # expect: True (1, [2])
print(copy.deepcopy((1, 2)) is not None, copy.copy((1,)), copy.copy("s"))  # expect: True (1,) s


class Own:
    def __init__(self, n):
        self.n = n

    def __copy__(self):
        return Own("copied")

    def __deepcopy__(self, memo):
        return Own("deep")


print(copy.copy(Own(1)).n, copy.deepcopy([Own(1)])[0].n)  # expect: copied deep
print(copy.copy({1, 2}) == {1, 2})  # expect: True
print(copy.copy(print) is print, copy.deepcopy(len) is len)  # expect: True True


class State:
    def __getstate__(self):
        return {"kept": 1}

    def __setstate__(self, state):
        self.state = state


print(copy.copy(State()).state)  # expect: {'kept': 1}


class Slots:
    __slots__ = ("a", "b")


s = Slots()
s.a = [1]
t = copy.deepcopy(s)
print(t.a, t.a is s.a, hasattr(t, "b"))  # expect: [1] False False


class L(list):
    pass


l = L([1, [2]])
l.extra = "x"
k = copy.deepcopy(l)
print(k, k.extra, type(k).__name__, k[1] is l[1])  # expect: [1, [2]] x L False
print(copy.replace(__import__("collections").namedtuple("P", "x y")(1, 2), y=5))  # expect: P(x=1, y=5)
