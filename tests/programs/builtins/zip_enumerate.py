# zip and enumerate.
print(list(zip([1, 2, 3], "ab")), list(zip()))  # expect: [(1, 'a'), (2, 'b')] []
print(list(zip([1])), list(zip([1, 2], (3, 4), "xy")))  # expect: [(1,)] [(1, 3, 'x'), (2, 4, 'y')]
print(list(enumerate("ab")), list(enumerate("ab", 5)))  # expect: [(0, 'a'), (1, 'b')] [(5, 'a'), (6, 'b')]
print(list(enumerate([], 1)), list(enumerate("a", start=-1)))  # expect: [] [(-1, 'a')]
print(list(zip(*[[1, 2], [3, 4]])), dict(zip("ab", [1, 2])))  # expect: [(1, 3), (2, 4)] {'a': 1, 'b': 2}
print(list(zip("ab", [1, 2], strict=True)))  # expect: [('a', 1), ('b', 2)]
a = iter([1, 2, 3])
b = iter([10, 20])
print(list(zip(a, b)), list(a), list(zip(b, [1])))  # expect: [(1, 10), (2, 20)] [] []
for left, right in (([1], [1, 2]), ([1, 2], [1]), ([], [1])):
    try:
        list(zip(left, right, strict=True))
    except ValueError as e:
        print(e)
# expect: zip() argument 2 is longer than argument 1
# expect: zip() argument 2 is shorter than argument 1
# expect: zip() argument 2 is longer than argument 1
for i, (x, y) in enumerate(zip("ab", "cd"), 1):
    print(i, x, y)
# expect: 1 a c
# expect: 2 b d
print(next(enumerate("z", 10**20)))  # expect: (100000000000000000000, 'z')
print(list(enumerate(zip("a", "b"))))  # expect: [(0, ('a', 'b'))]
print(list(zip(range(3), enumerate("abc"))))  # expect: [(0, (0, 'a')), (1, (1, 'b')), (2, (2, 'c'))]
