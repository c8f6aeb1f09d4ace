# Generators feeding generators.
def numbers(limit):
    for n in range(limit):
        yield n


def only(predicate, items):
    for x in items:
        if predicate(x):
            yield x


def pairs(items):
    previous = None
    for x in items:
        if previous is not None:
            yield previous, x
        previous = x


def take(n, items):
    for _ in range(n):
        try:
            yield next(items)
        except StopIteration:
            return


print(list(pairs(only(lambda n: n % 3 == 0, numbers(20)))))
# expect: [(0, 3), (3, 6), (6, 9), (9, 12), (12, 15), (15, 18)]
print(list(take(3, numbers(10**9))), list(take(5, iter("ab"))))  # expect: [0, 1, 2] ['a', 'b']
print(list(zip(numbers(3), numbers(5))))  # expect: [(0, 0), (1, 1), (2, 2)]


def primes():
    yield 2
    found = [2]
    n = 3
    while True:
        if all(n % p for p in found if p * p <= n):
            found.append(n)
            yield n
        n += 2


print(list(take(15, primes())))  # expect: [2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47]


def tree(depth):
    if depth:
        yield from tree(depth - 1)
        yield depth
        yield from tree(depth - 1)


print(list(tree(4)), sum(1 for _ in tree(12)))  # expect: [1, 2, 1, 3, 1, 2, 1, 4, 1, 2, 1, 3, 1, 2, 1] 4095
