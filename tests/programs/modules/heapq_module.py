# heapq: the smallest always first.
import heapq

h = []
for n in (5, 1, 8, 3, 9, 2):
    heapq.heappush(h, n)
print([heapq.heappop(h) for _ in range(len(h))])  # expect: [1, 2, 3, 5, 8, 9]
x = [9, 4, 7, 1, 8]
heapq.heapify(x)
print(x[0], heapq.heappushpop(x, 0), heapq.heapreplace(x, 10))  # expect: 1 0 1
print(sorted(x), all(x[i] <= x[2 * i + 1] for i in range(2)))  # expect: [4, 7, 8, 9, 10] True
print(heapq.nsmallest(2, [5, 1, 4]), heapq.nlargest(2, [5, 1, 4]))  # expect: [1, 4] [5, 4]
print(heapq.nlargest(1, "abc"), heapq.nsmallest(2, ["bb", "a", "ccc"], key=len))  # expect: ['c'] ['a', 'bb']
print(list(heapq.merge([1, 4], [2, 3], [])))  # expect: [1, 2, 3, 4]
print(list(heapq.merge("ad", "bc", reverse=False)))  # expect: ['a', 'b', 'c', 'd']
print(list(heapq.merge([3, 1], [2], reverse=True)))  # expect: [3, 2, 1]
tasks = [(2, "b"), (1, "z"), (2, "a")]
heapq.heapify(tasks)
print([heapq.heappop(tasks)[1] for _ in range(3)], heapq.nsmallest(5, []))  # expect: ['z', 'a', 'b'] []
print(heapq.nlargest(3, range(10), key=lambda v: -v))  # expect: [0, 1, 2]
for bad in (
    lambda: heapq.heappop([]),
    lambda: heapq.heappush([1], "a"),
    lambda: heapq.heapify(5),
    lambda: heapq.heapreplace([], 1),
):
    try:
        bad()
    except (IndexError, TypeError) as e:
        print(type(e).__name__)
# expect: IndexError
# expect: TypeError
# expect: TypeError
# expect: IndexError


class Item:
    def __init__(self, n):
        self.n = n

    def __lt__(self, o):
        return self.n > o.n


items = []
for n in (3, 1, 2):
    heapq.heappush(items, Item(n))
print([heapq.heappop(items).n for _ in range(3)])  # expect: [3, 2, 1]
state, big = 1, []
for _ in range(2000):
    state = state * 1103515245 % 2147483648 + 12345
    heapq.heappush(big, state)
out = [heapq.heappop(big) for _ in range(2000)]
print(out == sorted(out), len(out))  # expect: True 2000
