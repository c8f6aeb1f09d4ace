# itertools take no more than they need.
import itertools as it


def source(n):
    for i in range(n):
        print("give", i)
        yield i


print(list(it.islice(source(5), 2)))
# expect: give 0
# expect: give 1
# expect: [0, 1]
print(next(it.chain(source(2), source(2))))
# expect: give 0
# expect: 0
print(list(it.takewhile(lambda x: x < 1, source(5))))
# expect: give 0
# expect: give 1
# expect: [0]
print(next(it.dropwhile(lambda x: x < 1, source(5))))
# expect: give 0
# expect: give 1
# expect: 1
g = it.groupby(source(3), lambda x: x // 2)
k, first = next(g)  # expect: give 0
print(k, list(first))
# expect: give 1
# expect: give 2
# expect: 0 [0, 1]
k, second = next(g)
print(k, list(first), list(second))  # expect: 1 [] [2]
a, b = it.tee(source(2))
print(next(a), next(b), next(a, None), next(a, None), next(b))
# expect: give 0
# expect: give 1
# expect: 0 0 1 None 1
print(next(it.compress(source(3), [0, 1, 1])))
# expect: give 0
# expect: give 1
# expect: 1
print(next(zip(source(1), source(0)), "shortest"))
# expect: give 0
# expect: shortest
