# `heapq.heappush`, `heappop`, `heapreplace` on one list: nothing is lost, and what is left is a heap.
import heapq
from _hammer import hammer

for make in (lambda n: n, lambda n: (n % 7, f"{n}")):
    shared = []
    popped = [[] for _ in range(4)]

    def use(me):
        for n in range(600):
            heapq.heappush(shared, make(1000 * me + n * 7 % 600))
            if n % 3 == 2:
                popped[me].append(heapq.heappop(shared))

    hammer(*[use] * 4)
    everything = sorted(make(1000 * me + n * 7 % 600) for me in range(4) for n in range(600))
    print(sorted(shared + sum(popped, [])) == everything, all(shared[(n - 1) // 2] <= shared[n] for n in range(1, len(shared))))
# expect: True True
# expect: True True
