# sum() of integers, floats and mixtures.
print(sum([]), sum([1, 2, 3]), sum([1, 2, 3], 10), sum(range(1001)))  # expect: 0 6 16 500500
print(sum([2**62, 2**62, 2**62]), sum([-(2**63), 2**63]))  # expect: 13835058055282163712 0
print(sum([0.1] * 10), sum([1e100, 1.0, -1e100]), sum([1, 2.5, 3]))  # expect: 1.0 1.0 6.5
print(sum([[1], [2]], []), sum(((1, 2), (3,)), ()))  # expect: [1, 2] (1, 2, 3)
print(sum(x * x for x in range(10)), sum([True, True, False]))  # expect: 285 2
try:
    sum(["a", "b"])
except TypeError as e:
    print(e)  # expect: unsupported operand type(s) for +: 'int' and 'str'
try:
    sum(["a"], "")
except TypeError as e:
    print(e)  # expect: sum() can't sum strings [use ''.join(seq) instead]
