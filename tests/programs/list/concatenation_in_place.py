# += extends in place, + makes a new list.
a = b = [1]
a += [2]
print(a, b, a is b)  # expect: [1, 2] [1, 2] True
a = a + [3]
print(a, b, a is b)  # expect: [1, 2, 3] [1, 2] False
a += "xy"
a += (n for n in (1,))
print(a)  # expect: [1, 2, 3, 'x', 'y', 1]
a *= 2
print(a)  # expect: [1, 2, 3, 'x', 'y', 1, 1, 2, 3, 'x', 'y', 1]
a *= 0
print(a)  # expect: []
t = ([1],)
try:
    t[0] += [2]
except TypeError as e:
    print(e)  # expect: 'tuple' object does not support item assignment
print(t)  # expect: ([1, 2],)
try:
    a += 5
except TypeError as e:
    print(e)  # expect: 'int' object is not iterable
