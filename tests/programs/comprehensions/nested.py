# Comprehensions in comprehensions.
matrix = [[1, 2, 3], [4, 5, 6]]
print([[row[i] for row in matrix] for i in range(3)])  # expect: [[1, 4], [2, 5], [3, 6]]
print([[x for x in row if x % 2] for row in matrix])  # expect: [[1, 3], [5]]
print({i: {j: i * j for j in range(2)} for i in range(2)})  # expect: {0: {0: 0, 1: 0}, 1: {0: 0, 1: 1}}
print([{x, y} for x, y in [(1, 1)]], [sum(x for x in r) for r in matrix])  # expect: [{1}] [6, 15]
print([(x, [y for y in range(x)]) for x in range(3)])  # expect: [(0, []), (1, [0]), (2, [0, 1])]
print(list(map(list, [(c for c in "ab")])))  # expect: [['a', 'b']]
primes = [n for n in range(2, 50) if all(n % p for p in range(2, int(n**0.5) + 1))]
print(primes)  # expect: [2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47]
print(list(x + y + z for x in "ab" for y in "cd" if x != "b" for z in "e"))  # expect: ['ace', 'ade']
