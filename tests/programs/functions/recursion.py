# Functions that call themselves and each other.
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


def even(n):
    return True if n == 0 else odd(n - 1)


def odd(n):
    return False if n == 0 else even(n - 1)


def ackermann(m, n):
    if m == 0:
        return n + 1
    if n == 0:
        return ackermann(m - 1, 1)
    return ackermann(m - 1, ackermann(m, n - 1))


def hanoi(n, a, b, c):
    return [] if n == 0 else hanoi(n - 1, a, c, b) + [(a, c)] + hanoi(n - 1, b, a, c)


def permutations(items):
    if not items:
        yield []
    for i, x in enumerate(items):
        for rest in permutations(items[:i] + items[i + 1 :]):
            yield [x] + rest


print(fib(20), even(500), odd(501), ackermann(2, 3))  # expect: 6765 True True 9
print(len(hanoi(8, *"abc")), hanoi(2, *"abc"))  # expect: 255 [('a', 'b'), ('a', 'c'), ('b', 'c')]
print(list(permutations([1, 2, 3])))
# expect: [[1, 2, 3], [1, 3, 2], [2, 1, 3], [2, 3, 1], [3, 1, 2], [3, 2, 1]]
print(sum(1 for _ in permutations(list(range(6)))))  # expect: 720


def depth(n):
    return 0 if n == 0 else 1 + depth(n - 1)


print(depth(900))  # expect: 900
