# A comprehension has its own variables and sees those around it.
x = "outer"
y = [x for x in range(3)]
print(x, y)  # expect: outer [0, 1, 2]


def f():
    n = 10
    return [n + i for i in range(2)], [(lambda: n * i)() for i in range(3)]


print(f())  # expect: ([10, 11], [0, 10, 20])
functions = [lambda: i for i in range(3)]
print([g() for g in functions])  # expect: [2, 2, 2]
functions = [lambda i=i: i for i in range(3)]
print([g() for g in functions])  # expect: [0, 1, 2]


class C:
    items = [1, 2]
    doubled = [i * 2 for i in items]
    try:
        bad = [items[0] for i in items]
    except NameError as e:
        bad = str(e)


print(C.doubled, C.bad, hasattr(C, "i"))  # expect: [2, 4] name 'items' is not defined False
z = [z for z in [1, 2] for z in [z * 10, z * 100]]
print(z)  # expect: [10, 100, 20, 200]
print([x for x in [x for x in range(3)] if x], x)  # expect: [1, 2] outer


def g():
    try:
        [undefined_name for _ in [1]]
    except NameError as e:
        return str(e)


print(g())  # expect: name 'undefined_name' is not defined
