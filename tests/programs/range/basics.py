# Ranges: counting up, down, not at all.
print(list(range(5)), list(range(2, 6)))  # expect: [0, 1, 2, 3, 4] [2, 3, 4, 5]
print(list(range(0, 10, 3)))  # expect: [0, 3, 6, 9]
print(list(range(5, 0, -2)), list(range(0)), list(range(5, 2)))  # expect: [5, 3, 1] [] []
print(range(5), range(1, 5), range(0, 10, 2))  # expect: range(0, 5) range(1, 5) range(0, 10, 2)
print(repr(range(0, -5, -1)))  # expect: range(0, -5, -1)
print(len(range(0, 10, 3)), len(range(10, 0, -3)), len(range(-5)))  # expect: 4 4 0
print(range(5)[2], range(5)[-1], range(10)[2:5])  # expect: 2 4 range(2, 5)
print(range(10)[::-2], range(0, 20, 2)[3], range(10)[5:][1:])  # expect: range(9, -1, -2) 6 range(6, 10)
print(3 in range(5), 5 in range(5), 4 in range(0, 10, 3), -1 in range(5))  # expect: True False False False
print(2.0 in range(5), 2.5 in range(5), "a" in range(5), True in range(2))  # expect: True False False True
print(range(5).index(3), range(0, 10, 2).count(4), range(5).start)  # expect: 3 1 0
print(range(5).stop, range(1, 9, 2).step, bool(range(0)), bool(range(1)))  # expect: 5 2 False True
print(range(3) == range(0, 3, 1), range(0) == range(5, 5))  # expect: True True
print(range(0, 3, 2) == range(0, 4, 2))  # expect: True
print(hash(range(3)) == hash(range(0, 3)), range(3) == [0, 1, 2])  # expect: True False
print(list(reversed(range(5))), list(reversed(range(0, 10, 3))))  # expect: [4, 3, 2, 1, 0] [9, 6, 3, 0]
print(max(range(5)), sum(range(101)))  # expect: 4 5050
print(sorted(range(3, 0, -1)), tuple(range(2)))  # expect: [1, 2, 3] (0, 1)
for bad in (
    lambda: range(1.0),
    lambda: range("a"),
    lambda: range(),
    lambda: range(0, 1, 0),
    lambda: range(3)[5],
    lambda: range(3).index(7),
):
    try:
        bad()
    except (TypeError, ValueError, IndexError) as e:
        print(type(e).__name__)
# expect: TypeError
# expect: TypeError
# expect: TypeError
# expect: ValueError
# expect: IndexError
# expect: ValueError
