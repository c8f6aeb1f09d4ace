# Thousands of generators alive at once, and a long chain of them.
def gen(n):
    while True:
        n = yield n + 1


alive = [gen(n) for n in range(5000)]
print(sum(next(g) for g in alive), sum(g.send(1) for g in alive))  # expect: 12502500 10000
del alive
chain = iter(range(10))
for _ in range(200):
    chain = (x + 1 for x in chain)
print(list(chain))  # expect: [200, 201, 202, 203, 204, 205, 206, 207, 208, 209]


def counted(depth):
    yield depth
    if depth < 300:
        yield from counted(depth + 1)


print(sum(counted(0)))  # expect: 45150
