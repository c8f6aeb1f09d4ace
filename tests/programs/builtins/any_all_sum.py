# any and all stop as early as they can.
def t(x):
    print("seen", x)
    return x


print(any(t(x) for x in [0, 1, 2]))
# expect: seen 0
# expect: seen 1
# expect: True
print(all(t(x) for x in [1, 0, 2]))
# expect: seen 1
# expect: seen 0
# expect: False
print(any([]), all([]), any([[], 0]), all([1, "a"]))  # expect: False True False True
print(any("ab"), all({0: 1}), all([[]]))  # expect: True False False
print(sum([1, 2]), sum([], 5), sum([0.5, 1]), sum([True] * 3))  # expect: 3 5 1.5 3
print(sum(range(10), start=100), sum([[1], [2]], []))  # expect: 145 [1, 2]
for bad in (
    lambda: any(5),
    lambda: all(),
    lambda: sum(["a"]),
    lambda: sum([1], "a"),
    lambda: sum([b"a"], b""),
):
    try:
        bad()
    except TypeError as e:
        print(type(e).__name__)
# expect: TypeError
# expect: TypeError
# expect: TypeError
# expect: TypeError
# expect: TypeError
