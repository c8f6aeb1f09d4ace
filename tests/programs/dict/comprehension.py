# Dict comprehensions.
print({x: x * x for x in range(4)})  # expect: {0: 0, 1: 1, 2: 4, 3: 9}
print({k: v for v, k in enumerate("abc")})  # expect: {'a': 0, 'b': 1, 'c': 2}
print({x: y for x in "ab" for y in (1, 2)})  # expect: {'a': 2, 'b': 2}
print({k: v for k, v in {"a": 1, "b": 2}.items() if v > 1})  # expect: {'b': 2}
print({v: k for k, v in dict(a=1, b=2).items()}, {1: 2 for _ in ()})  # expect: {1: 'a', 2: 'b'} {}


def trace(x):
    print("at", x)
    return x


print({trace("key"): trace("value") for _ in "1"})
# expect: at key
# expect: at value
# expect: {'key': 'value'}
