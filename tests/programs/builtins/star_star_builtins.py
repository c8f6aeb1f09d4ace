# Built-in functions with keyword arguments, and those that take none.
print(sorted([2, 1], reverse=True, key=None), int("ff", base=16))  # expect: [2, 1] 255
print(dict(**{"a": 1}), "a b".split(sep=" ", maxsplit=1))  # expect: {'a': 1} ['a', 'b']
print("x".encode(encoding="utf-8"), sum([1], start=2), pow(base=2, exp=3))  # expect: b'x' 3 8
print(round(number=2.5), "a".replace("a", "b", count=1))  # expect: 2 b
print(print("p", end="\n"), enumerate(iterable="a", start=1).__next__())
# expect: p
# expect: None (1, 'a')
print(open.__name__, max([1, 2], key=lambda x: -x))  # expect: open 1
for bad in (
    lambda: len(obj=[]),
    lambda: abs(x=1),
    lambda: [].append(object=1),
    lambda: int(x="1"),
    lambda: range(stop=3),
    lambda: isinstance(1, cls=int),
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
# expect: TypeError
