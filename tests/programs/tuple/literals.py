# Making tuples: the comma does it.
print((), (1,), (1, 2), tuple(), tuple("ab"))  # expect: () (1,) (1, 2) () ('a', 'b')
print(tuple([1]), (1, (2, 3)), 1, 2)  # expect: (1,) (1, (2, 3)) 1 2
t = 1, 2, 3
u = 5,
print(t, u, len(u), (1), type((1)))  # expect: (1, 2, 3) (5,) 1 1 <class 'int'>
print((*t, *u), t + u, t * 2, () * 5)  # expect: (1, 2, 3, 5) (1, 2, 3, 5) (1, 2, 3, 1, 2, 3) ()
print(t[0], t[-1], t[1:], t[::-1], t[5:], 2 in t)  # expect: 1 3 (2, 3) (3, 2, 1) () True
print(t.index(3), t.count(1), tuple(t) is t, t[:] is t)  # expect: 2 1 True True
for bad in (lambda: t[3], lambda: t["a"], lambda: t + [1], lambda: t.index(9)):
    try:
        bad()
    except (IndexError, TypeError, ValueError) as e:
        print(type(e).__name__, e)
# expect: IndexError tuple index out of range
# expect: TypeError tuple indices must be integers or slices, not str
# expect: TypeError can only concatenate tuple (not "list") to tuple
# expect: ValueError tuple.index(x): x not in tuple
try:
    t[0] = 1
except TypeError as e:
    print(e)  # expect: 'tuple' object does not support item assignment
try:
    del t[0]
except TypeError as e:
    print(type(e).__name__)  # expect: TypeError
