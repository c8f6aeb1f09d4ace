# del removes names, items, slices and attributes.
a, b, c = 1, 2, 3
del a
del b, c
print("a" in globals(), "c" in globals())  # expect: False False
x = [0, 1, 2, 3, 4, 5]
del x[0], x[-1], x[1:3]
print(x)  # expect: [1, 4]
d = {"a": 1, "b": {"c": 2}}
del d["b"]["c"], d["a"]
print(d)  # expect: {'b': {}}


class O:
    pass


o = O()
o.p = o.q = 1
del o.p
print(vars(o))  # expect: {'q': 1}
del o.q
y = [1, 2, 3]
del [y[0]], (y[1],)
print(y, vars(o))  # expect: [2] {}


def f():
    z = 1
    del z
    z = 2
    return z


print(f())  # expect: 2
for i in range(3):
    pass
del i
try:
    i
except NameError as e:
    print(e)  # expect: name 'i' is not defined
