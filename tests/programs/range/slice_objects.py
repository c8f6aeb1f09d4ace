# slice objects and what they compute.
s = slice(1, 10, 2)
print(s, s.start, s.stop, s.step)  # expect: slice(1, 10, 2) 1 10 2
print(slice(5), slice(None))  # expect: slice(None, 5, None) slice(None, None, None)
print(slice(1, 2) == slice(1, 2), slice(1) < slice(2))  # expect: True True
print(s.indices(5), slice(None, None, -1).indices(4))  # expect: (1, 5, 2) (3, -1, -1)
print(slice(-3, None).indices(10), slice(100, -100, -3).indices(7))  # expect: (7, 10, 1) (6, -1, -3)
print("abcdefgh"[s], list(range(20))[s], (0, 1, 2)[slice(-2, None)])  # expect: bdfh [1, 3, 5, 7, 9] (1, 2)


class Show:
    def __getitem__(self, key):
        return key

    def __setitem__(self, key, value):
        print("set", key, value)

    def __delitem__(self, key):
        print("del", key)


x = Show()
print(x[1], x[1:2], x[:])  # expect: 1 slice(1, 2, None) slice(None, None, None)
print(x[1:2, 3], x[::2], x[...])  # expect: (slice(1, 2, None), 3) slice(None, None, 2) Ellipsis
print(x[()], x["a":"b"], x[1,])  # expect: () slice('a', 'b', None) (1,)
print(x[*(1, 2)], x[-1:])  # expect: (1, 2) slice(-1, None, None)
x[1:] = 5  # expect: set slice(1, None, None) 5
del x[:2, ::3]  # expect: del (slice(None, 2, None), slice(None, None, 3))
x[-1] = x[0]  # expect: set -1 0
try:
    slice()
except TypeError as e:
    print(e)  # expect: slice expected at least 1 argument, got 0
print(hash(slice(1, 2)) == hash(slice(1, 2)))  # expect: True
