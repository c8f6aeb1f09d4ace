# map and filter are lazy.
print(list(map(str, [1, 2])))  # expect: ['1', '2']
print(list(map(lambda a, b: a + b, [1, 2, 3], [10, 20])))  # expect: [11, 22]
print(list(map(max, "ac", "bb")))  # expect: ['b', 'c']
print(list(filter(None, [0, 1, "", "a", None])))  # expect: [1, 'a']
print(list(filter(str.isdigit, "a1b2")))  # expect: ['1', '2']
print(list(filter(lambda x: x > 1, [1, 2, 3])))  # expect: [2, 3]


def noisy(x):
    print("call", x)
    return x


m = map(noisy, [1, 2])
print("made")  # expect: made
print(next(m))
# expect: call 1
# expect: 1
f = filter(noisy, [0, 5, 6])
print(next(f))
# expect: call 0
# expect: call 5
# expect: 5
print(type(m).__name__, iter(m) is m, list(m))
# expect: call 2
# expect: map True [2]
try:
    list(map(lambda a: a, [1], [2]))
except TypeError as e:
    print(type(e).__name__)  # expect: TypeError
for bad in (lambda: map(len), lambda: filter(len), lambda: list(map(5, [1])), lambda: map(len, 5)):
    try:
        bad()
    except TypeError as e:
        print(type(e).__name__)
# expect: TypeError
# expect: TypeError
# expect: TypeError
# expect: TypeError
