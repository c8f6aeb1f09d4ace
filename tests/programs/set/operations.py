# Union, intersection, difference, in every form.
a, b = {1, 2, 3}, {2, 3, 4}
print(sorted(a | b), sorted(a & b))  # expect: [1, 2, 3, 4] [2, 3]
print(sorted(a - b), sorted(a ^ b), sorted(b - a))  # expect: [1] [1, 4] [4]
print(sorted(a.union([9], (8,))), sorted(a.intersection([1, 2], [2])))  # expect: [1, 2, 3, 8, 9] [2]
print(sorted(a.difference([1], [2])), sorted(a.symmetric_difference([1, 7])))  # expect: [3] [2, 3, 7]
print(a <= b, {2} <= a, {1, 2, 3} < a, a <= a, a > {1}, a >= a)  # expect: False True False True True True
print(a.issubset(range(5)), a.issuperset([1]), a.isdisjoint([7]))  # expect: True True True
print(a < b or a > b or a == b, sorted(map(sorted, [{3}, {1, 2}])))  # expect: False [[1, 2], [3]]
c = a.copy()
c |= {10}
c &= {1, 2, 10, 11}
c -= {2}
c ^= {1, 5}
print(sorted(c), sorted(a))  # expect: [5, 10] [1, 2, 3]
c.update([1], "xy")
c.intersection_update([1, "x", 5])
c.difference_update([5])
c.symmetric_difference_update(["x", "z"])
print(sorted(map(str, c)), a | set() == a, a.union() is a)  # expect: ['1', 'z'] True False
for bad in (lambda: a | [1], lambda: a - [1], lambda: a < [1], lambda: [1] & a):
    try:
        bad()
    except TypeError as e:
        print(e)
# expect: unsupported operand type(s) for |: 'set' and 'list'
# expect: unsupported operand type(s) for -: 'set' and 'list'
# expect: '<' not supported between instances of 'set' and 'list'
# expect: unsupported operand type(s) for &: 'list' and 'set'
