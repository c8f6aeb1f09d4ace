# Containers in themselves print as dots.
a = [1]
a.append(a)
d = {1: a}
d[2] = d
s = [a, a]
t = (a, d)
print(a)  # expect: [1, [...]]
print(d)  # expect: {1: [1, [...]], 2: {...}}
print(s)  # expect: [[1, [...]], [1, [...]]]
print(t)  # expect: ([1, [...]], {1: [1, [...]], 2: {...}})
from collections import OrderedDict, deque

q = deque([1])
q.append(q)
o = OrderedDict()
o["o"] = o
print(q, o)  # expect: deque([1, [...]]) OrderedDict({'o': ...})


class R:
    def __repr__(self):
        return f"<{self.items}>"


r = R()
r.items = [r.__class__.__name__]
print(r)  # expect: <['R']>
