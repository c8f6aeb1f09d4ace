# Reading slices.
a = list(range(10))
print(a[2:5], a[:3], a[7:])  # expect: [2, 3, 4] [0, 1, 2] [7, 8, 9]
print(a[:], a[-3:], a[:-7])  # expect: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9] [7, 8, 9] [0, 1, 2]
print(a[::3], a[1::4])  # expect: [0, 3, 6, 9] [1, 5, 9]
print(a[::-1], a[8:2:-2])  # expect: [9, 8, 7, 6, 5, 4, 3, 2, 1, 0] [8, 6, 4]
print(a[5:2], a[100:], a[-100:2], a[2:100], a[:-100])  # expect: [] [] [0, 1] [2, 3, 4, 5, 6, 7, 8, 9] []
print(a[-1:-4:-1], a[::100], a[3:3], a[::-100])  # expect: [9, 8, 7] [0] [] [9]
print(a[:] is a, a[None:None:None] == a, a[True:3])  # expect: False True [1, 2]
print(a[slice(1, 3)], a[slice(None)] == a)  # expect: [1, 2] True
print(a[10**20 :], a[: 10**20] == a, a[-(10**20) : 2])  # expect: [] True [0, 1]
try:
    a[::0]
except ValueError as e:
    print(e)  # expect: slice step cannot be zero
try:
    a["a":]
except TypeError as e:
    print(e)  # expect: slice indices must be integers or None or have an __index__ method
