# Storing into slices, growing and shrinking the list.
a = list(range(6))
a[1:3] = ["x"]
print(a)  # expect: [0, 'x', 3, 4, 5]
a[1:1] = [7, 8, 9]
print(a)  # expect: [0, 7, 8, 9, 'x', 3, 4, 5]
a[2:4] = []
print(a)  # expect: [0, 7, 'x', 3, 4, 5]
a[:0] = "ab"
print(a)  # expect: ['a', 'b', 0, 7, 'x', 3, 4, 5]
a[100:] = (1, 2)
print(a)  # expect: ['a', 'b', 0, 7, 'x', 3, 4, 5, 1, 2]
a[::2] = range(5)
print(a)  # expect: [0, 'b', 1, 7, 2, 3, 3, 5, 4, 2]
a[::-1] = list(a)
print(a)  # expect: [2, 4, 5, 3, 3, 2, 7, 1, 'b', 0]
a[3:1] = ["here"]
print(a)  # expect: [2, 4, 5, 'here', 3, 3, 2, 7, 1, 'b', 0]
a[:] = a
print(a)  # expect: [2, 4, 5, 'here', 3, 3, 2, 7, 1, 'b', 0]
a[1:3] = a
print(a)  # expect: [2, 2, 4, 5, 'here', 3, 3, 2, 7, 1, 'b', 0, 'here', 3, 3, 2, 7, 1, 'b', 0]
a[:] = []
print(a)  # expect: []
a[5:9] = (n * n for n in range(3))
print(a)  # expect: [0, 1, 4]
for bad in (lambda: a.__setitem__(slice(None, None, 2), [1]), lambda: a.__setitem__(slice(0, 2), 5)):
    try:
        bad()
    except (ValueError, TypeError) as e:
        print(e)
# expect: attempt to assign sequence of size 1 to extended slice of size 2
# expect: must assign iterable to extended slice
print(a)  # expect: [0, 1, 4]
