# The loop variable keeps its last value; the range is made once.
for i in range(3):
    pass
print(i)  # expect: 2
n = 3
out = []
for i in range(n):
    n = 10
    out.append(i)
    i = 100
print(out, n, i)  # expect: [0, 1, 2] 10 100
i = "untouched"
for i in range(0):
    pass
print(i)  # expect: untouched
for i in range(3):
    for i in range(2):
        pass
print(i)  # expect: 1


class Index:
    def __index__(self):
        return 2


print(list(range(Index())), list(range(0, 6, Index())))  # expect: [0, 1] [0, 2, 4]
it = iter(range(3))
print(next(it), list(it), next(it, "end"), it.__length_hint__())  # expect: 0 [1, 2] end 0
