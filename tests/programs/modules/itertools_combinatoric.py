# product, permutations, combinations.
import itertools as it

print(list(it.product("ab", [1, 2])))  # expect: [('a', 1), ('a', 2), ('b', 1), ('b', 2)]
print(list(it.product("ab", repeat=2)))  # expect: [('a', 'a'), ('a', 'b'), ('b', 'a'), ('b', 'b')]
print(list(it.product()), list(it.product("a", [])))  # expect: [()] []
print(["".join(p) for p in it.permutations("abc")])  # expect: ['abc', 'acb', 'bac', 'bca', 'cab', 'cba']
print(list(it.permutations([1, 2, 3], 2)))  # expect: [(1, 2), (1, 3), (2, 1), (2, 3), (3, 1), (3, 2)]
print(list(it.permutations([1], 2)), list(it.permutations([])))  # expect: [] [()]
print(list(it.combinations("abcd", 2)))
# expect: [('a', 'b'), ('a', 'c'), ('a', 'd'), ('b', 'c'), ('b', 'd'), ('c', 'd')]
print(list(it.combinations([1, 2], 3)), list(it.combinations([1], 0)))  # expect: [] [()]
print(list(it.combinations_with_replacement("abc", 2)))
# expect: [('a', 'a'), ('a', 'b'), ('a', 'c'), ('b', 'b'), ('b', 'c'), ('c', 'c')]
print(list(it.combinations_with_replacement([], 1)))  # expect: []
print(sum(1 for _ in it.permutations(range(7))))  # expect: 5040
print(sum(1 for _ in it.combinations(range(12), 5)))  # expect: 792
print(sum(1 for _ in it.product(range(5), repeat=4)))  # expect: 625
print(next(it.islice(it.permutations(range(6)), 500, None)))  # expect: (4, 0, 5, 2, 1, 3)
print(next(it.islice(it.combinations(range(10), 4), 100, None)))  # expect: (1, 2, 6, 8)
for bad in (
    lambda: it.permutations([1], -1),
    lambda: it.combinations([1], -1),
    lambda: it.product([1], repeat=-1),
):
    try:
        bad()
    except ValueError as e:
        print(type(e).__name__)
# expect: ValueError
# expect: ValueError
# expect: ValueError
