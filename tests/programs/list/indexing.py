# Reading, storing and deleting by index.
a = [10, 20, 30, 40]
print(a[0], a[-1], a[-4], a[True], len(a))  # expect: 10 40 10 20 4
a[1] = 21
a[-1] += 1
del a[0]
print(a)  # expect: [21, 30, 41]
del a[-1]
print(a)  # expect: [21, 30]
for bad in (lambda: a[5], lambda: a[-3], lambda: [][0], lambda: a[10**20]):
    try:
        bad()
    except IndexError as e:
        print(e)
# expect: list index out of range
# expect: list index out of range
# expect: list index out of range
# expect: cannot fit 'int' into an index-sized integer
try:
    a[9] = 1
except IndexError as e:
    print(e)  # expect: list assignment index out of range
try:
    del a[9]
except IndexError as e:
    print(e)  # expect: list assignment index out of range
for bad in (lambda: a["x"], lambda: a[1.0], lambda: a[None]):
    try:
        bad()
    except TypeError as e:
        print(e)
# expect: list indices must be integers or slices, not str
# expect: list indices must be integers or slices, not float
# expect: list indices must be integers or slices, not NoneType
