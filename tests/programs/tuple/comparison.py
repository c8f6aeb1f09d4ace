# Tuples compare element by element and hash by their elements.
print((1, 2) == (1, 2), (1, 2) == [1, 2], (1, 2) < (1, 3))  # expect: True False True
print((1,) < (1, 0), () < (0,), (2,) > (1, 9), (1, 2) != (2, 1))  # expect: True True True True
print(hash((1, 2)) == hash((1.0, 2.0)), hash(()) == hash(()))  # expect: True True
print({(1, 2): "a"}[(1, 2)], (1, (2, [3])) == (1, (2, [3])))  # expect: a True
print(sorted([(2, "a"), (1, "b"), (1, "a")]))  # expect: [(1, 'a'), (1, 'b'), (2, 'a')]
print(max((1, 2), (1, 3)), min([(0, 5), (0,)]))  # expect: (1, 3) (0,)
try:
    hash((1, [2]))
except TypeError as e:
    print(e)  # expect: unhashable type: 'list'
try:
    (1, "a") < (1, 2)
except TypeError as e:
    print(e)  # expect: '<' not supported between instances of 'str' and 'int'
