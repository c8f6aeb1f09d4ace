# Unpacking with stars and nesting.
a, *b = [1, 2, 3]
*c, d = "xyz"
e, *f, g = range(5)
h, *i = [1]
print(a, b, c, d, e, f, g, h, i)  # expect: 1 [2, 3] ['x', 'y'] z 0 [1, 2, 3] 4 1 []
(j, *k), [l, (m, *n)] = ("ab", "c"), (1, "def")
print(j, k, l, m, n)  # expect: ab ['c'] 1 d ['e', 'f']
(*o,) = "hi"
[*p] = (1, 2)
print(o, p)  # expect: ['h', 'i'] [1, 2]
for q, *r in [(1, 2, 3), "ab"]:
    print(q, r)
# expect: 1 [2, 3]
# expect: a ['b']
x = [1, 2]
x[0], *x[1:] = 7, 8, 9
print(x)  # expect: [7, 8, 9]


def f(*args):
    (a, b), *c = args
    return a, b, c


print(f((1, 2), 3, 4))  # expect: (1, 2, [3, 4])
a, b = b, a = 1, 2
print(a, b)  # expect: 2 1
a = {"k": 1, "l": 2}
k, l = a
(m, n), (o, p) = a.items()
print(k, l, m, n, o, p)  # expect: k l k 1 l 2
a, b, c = (x * x for x in range(3))
print(a, b, c, *[a, *[b, *[c]]])  # expect: 0 1 4 0 1 4
