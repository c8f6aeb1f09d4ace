# A class that behaves as a container.
class Box:
    def __init__(self, *items):
        self.items = list(items)

    def __len__(self):
        return len(self.items)

    def __getitem__(self, i):
        print("get", i)
        return self.items[i]

    def __setitem__(self, i, v):
        print("set", i, v)
        self.items[i] = v

    def __delitem__(self, i):
        print("del", i)
        del self.items[i]

    def __contains__(self, x):
        print("contains", x)
        return "yes"

    def __reversed__(self):
        return iter("reversed")

    def __iter__(self):
        return iter(self.items)


b = Box(1, 2, 3)
print(len(b), bool(b), bool(Box()), b[0], b[-1], b[1:])
# expect: get 0
# expect: get -1
# expect: get slice(1, None, None)
# expect: 3 True False 1 3 [2, 3]
b[0] = 10  # expect: set 0 10
b[1] += 5
# expect: get 1
# expect: set 1 7
del b[2]  # expect: del 2
print(5 in b, 5 not in b, list(b), "".join(reversed(b)), sum(b))
# expect: contains 5
# expect: contains 5
# expect: True False [10, 7] reversed 17
first, second = b
print(first, second, *b)  # expect: 10 7 10 7


class LenOnly:
    def __init__(self, n):
        self.n = n

    def __len__(self):
        return self.n


for n in (0, 1, -1, "x", 2**70, 1.5):
    try:
        print(len(LenOnly(n)), bool(LenOnly(n)))
    except (ValueError, TypeError, OverflowError) as e:
        print(type(e).__name__)
# expect: 0 False
# expect: 1 True
# expect: ValueError
# expect: TypeError
# expect: OverflowError
# expect: TypeError
for bad in (
    lambda: LenOnly(1)[0],
    lambda: 1 in LenOnly(1),
    lambda: reversed(LenOnly(1)),
    lambda: len(5),
):
    try:
        bad()
    except TypeError as e:
        print(type(e).__name__)
# expect: TypeError
# expect: TypeError
# expect: TypeError
# expect: TypeError
try:
    LenOnly(1)[0] = 1
except TypeError as e:
    print(type(e).__name__)  # expect: TypeError
try:
    del LenOnly(1)[0]
except TypeError as e:
    print(type(e).__name__)  # expect: TypeError
