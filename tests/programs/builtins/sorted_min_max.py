# sorted, min, max with key and default.
print(sorted("banana"), sorted({3: "c", 1: "a"}))  # expect: ['a', 'a', 'a', 'b', 'n', 'n'] [1, 3]
print(sorted([1, 2, 3], reverse=True), sorted([], key=len))  # expect: [3, 2, 1] []
print(min(3, 1, 2), max("abc"), min([5], key=None))  # expect: 1 c 5
print(max([], default="none"), min((), default=None))  # expect: none None
print(max(["a", "bbb", "cc"], key=len), min([-3, 2, -1], key=abs))  # expect: bbb -1
print(max(1, 2.5, True), max([1, 1.0]), min(0, False))  # expect: 2.5 1 0
print(max({"a": 3, "b": 1}.items(), key=lambda kv: kv[1]))  # expect: ('a', 3)
print(max("b", "a", key=ord), min([[2], [1, 9]]))  # expect: b [1, 9]
for bad in (
    lambda: min(),
    lambda: max([]),
    lambda: min(1),
    lambda: max(1, 2, default=3),
    lambda: max([1, "a"]),
    lambda: sorted(5),
    lambda: sorted([1], lambda x: x),
    lambda: min([1], key=5),
):
    try:
        bad()
    except (TypeError, ValueError) as e:
        print(type(e).__name__)
# expect: TypeError
# expect: ValueError
# expect: TypeError
# expect: TypeError
# expect: TypeError
# expect: TypeError
# expect: TypeError
# expect: TypeError
