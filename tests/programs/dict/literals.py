# Making dicts.
print({}, {1: 2}, {"a": 1, "b": [2]}, dict(), dict(a=1, b=2), dict([("a", 1), ("b", 2)]), dict({"x": 1}, y=2))
# expect: {} {1: 2} {'a': 1, 'b': [2]} {} {'a': 1, 'b': 2} {'a': 1, 'b': 2} {'x': 1, 'y': 2}
print({**{"a": 1, "b": 2}, "b": 3, **{"c": 4}}, dict(zip("abc", range(3))), dict.fromkeys("ab", 0), dict.fromkeys([1]))
# expect: {'a': 1, 'b': 3, 'c': 4} {'a': 0, 'b': 1, 'c': 2} {'a': 0, 'b': 0} {1: None}
print({1: "a", True: "b", 1.0: "c"}, {"a": 1, "a": 2}, {(1, 2): 3, None: 4, 2.5: 5}, dict([["k", "v"], "xy"]))
# expect: {1: 'c'} {'a': 2} {(1, 2): 3, None: 4, 2.5: 5} {'k': 'v', 'x': 'y'}
for bad in (lambda: dict([1]), lambda: dict(["abc"]), lambda: dict(5), lambda: dict([], [])):
    try:
        bad()
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)
# expect: TypeError cannot convert dictionary update sequence element #0 to a sequence
# expect: ValueError dictionary update sequence element #0 has length 3; 2 is required
# expect: TypeError 'int' object is not iterable
# expect: TypeError dict expected at most 1 argument, got 2
