# Components, topological order, spanning trees and flows.
from collections import defaultdict, deque


class UnionFind:
    def __init__(self):
        self.parent = {}

    def find(self, x):
        parent = self.parent.setdefault(x, x)
        if parent != x:
            self.parent[x] = parent = self.find(parent)
        return parent

    def union(self, a, b):
        a, b = self.find(a), self.find(b)
        self.parent[a] = b
        return a != b


def topological(edges):
    after, waiting = defaultdict(list), defaultdict(int)
    for a, b in edges:
        after[a].append(b)
        waiting[b] += 1
        waiting[a] += 0
    ready = deque(sorted(n for n, w in waiting.items() if not w))
    order = []
    while ready:
        n = ready.popleft()
        order.append(n)
        for m in after[n]:
            waiting[m] -= 1
            if not waiting[m]:
                ready.append(m)
    if len(order) < len(waiting):
        raise ValueError(f"cycle among {sorted(n for n, w in waiting.items() if w)}")
    return order


def spanning(edges):
    sets = UnionFind()
    return [(a, b, w) for w, a, b in sorted((w, a, b) for a, b, w in edges) if sets.union(a, b)]


def flow(capacity, source, sink):
    residual = defaultdict(lambda: defaultdict(int))
    for a, b, c in capacity:
        residual[a][b] += c
    total = 0
    while True:
        came = {source: None}
        queue = deque([source])
        while queue and sink not in came:
            a = queue.popleft()
            for b, c in list(residual[a].items()):
                if c and b not in came:
                    came[b] = a
                    queue.append(b)
        if sink not in came:
            return total
        path, b = [], sink
        while came[b] is not None:
            path.append((came[b], b))
            b = came[b]
        amount = min(residual[a][b] for a, b in path)
        for a, b in path:
            residual[a][b] -= amount
            residual[b][a] += amount
        total += amount


def components(nodes, edges):
    around = defaultdict(set)
    for a, b in edges:
        around[a].add(b)
        around[b].add(a)
    seen = set()
    for n in nodes:
        if n not in seen:
            todo, group = [n], []
            while todo:
                m = todo.pop()
                if m not in seen:
                    seen.add(m)
                    group.append(m)
                    todo.extend(around[m])
            yield sorted(group)


print(
    topological(
        [
            ("shirt", "tie"),
            ("tie", "jacket"),
            ("trousers", "shoes"),
            ("trousers", "belt"),
            ("belt", "jacket"),
        ]
    )
)  # expect: ['shirt', 'trousers', 'tie', 'shoes', 'belt', 'jacket']
try:
    topological([(1, 2), (2, 3), (3, 1), (3, 4)])
except ValueError as e:
    print(e)  # expect: cycle among [1, 2, 3, 4]
print(spanning([("a", "b", 4), ("a", "c", 1), ("c", "b", 2), ("b", "d", 5), ("c", "d", 8)]))
# expect: [('a', 'c', 1), ('c', 'b', 2), ('b', 'd', 5)]
print(flow([("s", "a", 10), ("s", "b", 5), ("a", "b", 15), ("a", "t", 5), ("b", "t", 10)], "s", "t"))
# expect: 15
print(list(components(range(10), [(0, 1), (1, 2), (3, 4), (5, 6), (6, 7), (7, 5)])))
# expect: [[0, 1, 2], [3, 4], [5, 6, 7], [8], [9]]
big = [(i, (i * 37 + 11) % 500) for i in range(500)]
sets = UnionFind()
print(sum(sets.union(a, b) for a, b in big), len(list(components(range(500), big))))  # expect: 487 13
