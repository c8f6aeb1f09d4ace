# := inside a comprehension binds in the function around it.
def f(data):
    found = [last := x for x in data if x > 1]
    return found, last


print(f([1, 2, 3]))  # expect: ([2, 3], 3)
print([y := 1, y**2], any((hit := n) > 2 for n in range(5)), hit)  # expect: [1, 1] True 3
total = 0
print([total := total + n for n in range(5)], total)  # expect: [0, 1, 3, 6, 10] 10


def g():
    values = [(m := n) for n in range(3)]
    return m, (lambda: m)()


print(g())  # expect: (2, 2)
if (n := len("abc")) > 2:
    print("long", n)  # expect: long 3
while (n := n - 1) > 0:
    print(n)
# expect: 2
# expect: 1
print((w := 5) + w, w)  # expect: 10 5
print({(k := c): k * 2 for c in "ab"}, k)  # expect: {'a': 'aa', 'b': 'bb'} b


def h(a=(b := 7)):
    return a


print(h(), b)  # expect: 7 7
