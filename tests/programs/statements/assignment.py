# Assignments in every form.
a = b = c = []
a.append(1)
print(a, b, c, b is c)  # expect: [1] [1] [1] True
x, y = 1, 2
x, y = y, x
print(x, y)  # expect: 2 1
[p, q] = "ab"
r, (s, t) = 1, [2, 3]
print(p, q, r, s, t)  # expect: a b 1 2 3
i = 0
items = [0, 0, 0]
i, items[i] = 1, "at the new i"
print(i, items)  # expect: 1 [0, 'at the new i', 0]
d = {}
d["k"], d["l"] = 1, 2
d["m"] = 3
print(d)  # expect: {'k': 1, 'l': 2, 'm': 3}


class O:
    pass


o = O()
o.x = o.y = [1]
o.x.append(2)
print(o.y)  # expect: [1, 2]
first = second = third = iter([1, 2, 3])
print(next(first), next(second), next(third))  # expect: 1 2 3
z: int = 5
w: "undefined name"
print(z, "w" in globals())  # expect: 5 False
n = n2 = 1
n += 1
print(n, n2)  # expect: 2 1
