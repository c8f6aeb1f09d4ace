# collections.deque.
from collections import deque

d = deque([1, 2, 3])
d.append(4)
d.appendleft(0)
print(d, d.pop(), d.popleft(), d, len(d))  # expect: deque([1, 2, 3]) 4 0 deque([1, 2, 3]) 3
print(d[0], d[-1], d[1], 2 in d, 9 in d)  # expect: 1 3 2 True False
d.extend([7, 8])
d.extendleft([-1, -2])
print(d)  # expect: deque([-2, -1, 1, 2, 3, 7, 8])
d.rotate(2)
print(d)  # expect: deque([7, 8, -2, -1, 1, 2, 3])
d.rotate(-3)
print(d, d.count(2), d.index(7), d.copy() == d)  # expect: deque([-1, 1, 2, 3, 7, 8, -2]) 1 4 True
d.reverse()
d.remove(7)
d.insert(2, "in")
d[0] = "first"
del d[1]
print(d, list(reversed(d)))  # expect: deque(['first', 'in', 3, 2, 1, -1]) [-1, 1, 2, 3, 'in', 'first']
print(d + deque([1]))  # expect: deque(['first', 'in', 3, 2, 1, -1, 1])
print(deque([1]) * 2, d.maxlen)  # expect: deque([1, 1]) None
b = deque(range(10), maxlen=3)
b.append(10)
print(b, b.maxlen)  # expect: deque([8, 9, 10], maxlen=3) 3
b.appendleft(0)
b.extend([5, 6])
print(b, deque("ab") < deque("b"), deque([1]) == deque([1]))  # expect: deque([9, 5, 6], maxlen=3) True True
print(deque([1]) == [1], bool(deque()))  # expect: False False
d.clear()
for bad in (d.pop, d.popleft, lambda: d[0], lambda: d.remove(1), lambda: d.index(1), lambda: hash(d)):
    try:
        bad()
    except (IndexError, ValueError, TypeError) as e:
        print(type(e).__name__)
# expect: IndexError
# expect: IndexError
# expect: IndexError
# expect: ValueError
# expect: ValueError
# expect: TypeError
try:
    b.insert(0, 1)
except IndexError as e:
    print(e)  # expect: deque already at its maximum size
e = deque([1, 2, 3])
try:
    for x in e:
        e.append(x)
except RuntimeError as r:
    print(r)  # expect: deque mutated during iteration
q = deque()
for n in range(10000):
    q.append(n)
    if n % 3 == 0:
        q.popleft()
print(len(q), q[0], q[-1], q[3000])  # expect: 6666 3334 9999 6334
