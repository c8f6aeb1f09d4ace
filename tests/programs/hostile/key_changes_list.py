# A key function or a comparison that changes the list being sorted.
a = [3, 1, 2]


def clear(x):
    a.clear()
    return x


try:
    a.sort(key=clear)
except ValueError as e:
    print(e)
print(a)  # expect: [1, 2, 3]
a = [3, 1, 2]
try:
    a.sort(key=lambda x: a.append(x) or x)
except ValueError as e:
    print(e)  # expect: list modified during sort
print(a)  # expect: [1, 2, 3]


class Evil:
    def __init__(self, n):
        self.n = n

    def __lt__(self, other):
        b.append(9)
        return self.n < other.n


b = [Evil(3), Evil(1), Evil(2)]
try:
    b.sort()
except ValueError as e:
    print(e)  # expect: list modified during sort
print([x.n for x in b if isinstance(x, Evil)])  # expect: [1, 2, 3]
c = [3, 1, 2]


def failing(x):
    if x == 2:
        raise KeyError(x)
    return x


try:
    c.sort(key=failing)
except KeyError:
    print(sorted(c))  # expect: [1, 2, 3]
d = [1, 2, 3]
seen = []
d.sort(key=lambda x: seen.append(len(d)) or -x)
print(d, seen)  # expect: [3, 2, 1] [0, 0, 0]
