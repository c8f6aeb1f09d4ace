# Arguments are evaluated from left to right, before the call.
def t(x):
    print(x)
    return x


def f(*args, **kwargs):
    return args, kwargs


print(f(t(1), *[t(2), t(3)], t(4), k=t(5), **{"m": t(6)}))
# expect: 1
# expect: 2
# expect: 3
# expect: 4
# expect: 5
# expect: 6
# expect: ((1, 2, 3, 4), {'k': 5, 'm': 6})
print(f(t(1), k=t(2))[0])
# expect: 1
# expect: 2
# expect: (1,)
x = [0, 0]


def index():
    print("index")
    return 0


def value():
    print("value")
    return 9


x[index()] = value()
# expect: value
# expect: index
print(x, {t("k1"): t("v1"), t("k2"): t("v2")}, [t(1), t(2)][t(0)])
# expect: k1
# expect: v1
# expect: k2
# expect: v2
# expect: 1
# expect: 2
# expect: 0
# expect: [9, 0] {'k1': 'v1', 'k2': 'v2'} 1
d = {}
d[t("key")] = t("value")
# expect: value
# expect: key
