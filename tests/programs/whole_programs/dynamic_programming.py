# Edit distance, longest common subsequence, knapsack, coins, partitions and matrix chains.
from functools import cache


def edit(a, b):
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        previous, row[0] = row[0], i
        for j, y in enumerate(b, 1):
            previous, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, previous + (x != y))
    return row[-1]


def common(a, b):
    @cache
    def go(i, j):
        if i == len(a) or j == len(b):
            return ""
        if a[i] == b[j]:
            return a[i] + go(i + 1, j + 1)
        return max(go(i + 1, j), go(i, j + 1), key=len)

    return go(0, 0)


def knapsack(items, capacity):
    best = [(0, ())] * (capacity + 1)
    for name, weight, worth in items:
        for w in range(capacity, weight - 1, -1):
            candidate = best[w - weight][0] + worth, best[w - weight][1] + (name,)
            best[w] = max(best[w], candidate, key=lambda b: b[0])
    return best[capacity]


def coins(amount, kinds):
    ways = [1] + [0] * amount
    for coin in kinds:
        for total in range(coin, amount + 1):
            ways[total] += ways[total - coin]
    return ways[amount]


@cache
def partitions(n, largest):
    if n == 0:
        return 1
    return sum(partitions(n - k, k) for k in range(1, min(n, largest) + 1))


def chain(sizes):
    n = len(sizes) - 1
    cost = {(i, i): (0, f"A{i}") for i in range(n)}
    for length in range(1, n):
        for i in range(n - length):
            j = i + length
            cost[i, j] = min(
                (
                    cost[i, k][0] + cost[k + 1, j][0] + sizes[i] * sizes[k + 1] * sizes[j + 1],
                    f"({cost[i, k][1]}{cost[k + 1, j][1]})",
                )
                for k in range(i, j)
            )
    return cost[0, n - 1]


print(edit("kitten", "sitting"), edit("", "abc"))  # expect: 3 3
print(edit("intention", "execution"), edit("a" * 50, "b" * 60))  # expect: 5 60
print(common("AGGTAB", "GXTXAYB"))  # expect: GTAB
print(common("the quick brown fox", "a quiet brow of oxen"))  # expect:  qui brow fox
print(knapsack([("a", 12, 4), ("b", 2, 2), ("c", 1, 1), ("d", 1, 2), ("e", 4, 10)], 15))
# expect: (15, ('b', 'c', 'd', 'e'))
print(coins(100, (1, 5, 10, 25, 50)), coins(500, (1, 2, 5, 10, 20, 50, 100, 200)))  # expect: 292 6295434
print(partitions(30, 30), partitions(80, 80))  # expect: 5604 15796476
print(chain((30, 35, 15, 5, 10, 20, 25)))  # expect: (15125, '((A0(A1A2))((A3A4)A5))')
