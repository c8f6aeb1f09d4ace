# Making dicts.
print({}, {1: 2}, {"a": 1, "b": [2]})  # expect: {} {1: 2} {'a': 1, 'b': [2]}
print(dict(), dict(a=1, b=2))  # expect: {} {'a': 1, 'b': 2}
print(dict([("a", 1), ("b", 2)]), dict({"x": 1}, y=2))  # expect: {'a': 1, 'b': 2} {'x': 1, 'y': 2}
print({**{"a": 1, "b": 2}, "b": 3, **{"c": 4}})  # expect: {'a': 1, 'b': 3, 'c': 4}
print(dict(zip("abc", range(3))))  # expect: {'a': 0, 'b': 1, 'c': 2}
print(dict.fromkeys("ab", 0), dict.fromkeys([1]))  # expect: {'a': 0, 'b': 0} {1: None}
print({1: "a", True: "b", 1.0: "c"}, {"a": 1, "a": 2})  # expect: {1: 'c'} {'a': 2}
print({(1, 2): 3, None: 4, 2.5: 5})  # expect: {(1, 2): 3, None: 4, 2.5: 5}
print(dict([["k", "v"], "xy"]))  # expect: {'k': 'v', 'x': 'y'}
for bad in (lambda: dict(["abc"]), lambda: dict(5), lambda: dict([], [])):
    try:
        bad()
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)
# expect: ValueError dictionary update sequence element #0 has length 3; 2 is required
# expect: TypeError 'int' object is not iterable
# expect: TypeError dict expected at most 1 argument, got 2
