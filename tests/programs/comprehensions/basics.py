# List, set and dict comprehensions and generator expressions.
print([x * 2 for x in range(4)], [x for x in range(10) if x % 3 == 0])  # expect: [0, 2, 4, 6] [0, 3, 6, 9]
print([x for x in "abc" if x != "b"])  # expect: ['a', 'c']
print([(x, y) for x in range(3) for y in range(x)])  # expect: [(1, 0), (2, 0), (2, 1)]
print([x for row in [[1, 2], [3]] for x in row])  # expect: [1, 2, 3]
print([x for x in range(20) if x % 2 if x % 3])  # expect: [1, 5, 7, 11, 13, 17, 19]
print([x if x else "zero" for x in range(2)])  # expect: ['zero', 1]
print([[y for y in range(x)] for x in range(3)])  # expect: [[], [0], [0, 1]]
print(sorted({x % 3 for x in range(9)}), {x: str(x) for x in range(2)})  # expect: [0, 1, 2] {0: '0', 1: '1'}
print(list(x for x in "ab"), sum(x for x in range(5)))  # expect: ['a', 'b'] 10
print(any(x > 3 for x in range(5)), max((x for x in [3, 1]), key=lambda v: -v))  # expect: True 1
print(tuple(x for x in ()), "".join(c.upper() for c in "ab"))  # expect: () AB
print([a + b for a, b in [(1, 2), (3, 4)]])  # expect: [3, 7]
print([h for h, *t in ["ab", "cd"]], [t for h, *t in ["abc"]])  # expect: ['a', 'c'] [['b', 'c']]
