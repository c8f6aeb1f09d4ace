# Sorting: order, key, reverse, stability.
a = [3, 1, 2]
a.sort()
print(a, sorted([3, 1, 2], reverse=True))  # expect: [1, 2, 3] [3, 2, 1]
print(sorted("hello"), sorted({3: 0, 1: 0}), sorted(()))  # expect: ['e', 'h', 'l', 'l', 'o'] [1, 3] []
words = ["banana", "Apple", "cherry", "date", "fig", "Elder"]
print(sorted(words))  # expect: ['Apple', 'Elder', 'banana', 'cherry', 'date', 'fig']
print(sorted(words, key=str.lower))  # expect: ['Apple', 'banana', 'cherry', 'date', 'Elder', 'fig']
print(sorted(words, key=len))  # expect: ['fig', 'date', 'Apple', 'Elder', 'banana', 'cherry']
print(sorted(words, key=len, reverse=True))  # expect: ['banana', 'cherry', 'Apple', 'Elder', 'date', 'fig']
pairs = [(1, "b"), (0, "a"), (1, "a"), (0, "b")]
print(sorted(pairs))  # expect: [(0, 'a'), (0, 'b'), (1, 'a'), (1, 'b')]
print(sorted(pairs, key=lambda p: p[0]))  # expect: [(0, 'a'), (0, 'b'), (1, 'b'), (1, 'a')]
print(sorted(pairs, key=lambda p: p[0], reverse=True))  # expect: [(1, 'b'), (1, 'a'), (0, 'a'), (0, 'b')]
print(sorted(pairs, key=lambda p: (-p[0], p[1])))  # expect: [(1, 'a'), (1, 'b'), (0, 'a'), (0, 'b')]
print(sorted([[2], [1, 5], [1]]), sorted([True, 0, 2.5, -1]))  # expect: [[1], [1, 5], [2]] [-1, 0, True, 2.5]
try:
    sorted([1, "a"])
except TypeError as e:
    print(e)  # expect: '<' not supported between instances of 'str' and 'int'
try:
    [1].sort(lambda x: x)
except TypeError as e:
    print(e)  # expect: sort() takes no positional arguments
calls = []
sorted([3, 1, 2], key=lambda x: calls.append(x) or x)
print(calls)  # expect: [3, 1, 2]
