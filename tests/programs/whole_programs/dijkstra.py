# Shortest paths in a graph, with a heap.
import heapq


class Graph:
    def __init__(self):
        self.edges = {}

    def connect(self, a, b, cost):
        self.edges.setdefault(a, []).append((b, cost))
        self.edges.setdefault(b, []).append((a, cost))
        return self

    def shortest(self, start):
        distances = {start: 0}
        previous = {}
        queue = [(0, start)]
        while queue:
            distance, node = heapq.heappop(queue)
            if distance > distances[node]:
                continue
            for neighbour, cost in self.edges.get(node, ()):
                new = distance + cost
                if neighbour not in distances or new < distances[neighbour]:
                    distances[neighbour] = new
                    previous[neighbour] = node
                    heapq.heappush(queue, (new, neighbour))
        return distances, previous

    def path(self, start, end):
        distances, previous = self.shortest(start)
        if end not in distances:
            return None
        path = [end]
        while path[-1] != start:
            path.append(previous[path[-1]])
        return distances[end], path[::-1]


g = Graph()
for edge in "ab7 ac9 af14 bc10 bd15 cd11 cf2 de6 ef9 xy1".split():
    g.connect(edge[0], edge[1], int(edge[2:]))
print(g.path("a", "e"), g.path("b", "f"))  # expect: (20, ['a', 'c', 'f', 'e']) (12, ['b', 'c', 'f'])
print(g.path("a", "a"), g.path("a", "x"))  # expect: (0, ['a']) None
grid = Graph()
SIZE = 30
for r in range(SIZE):
    for c in range(SIZE):
        for dr, dc in ((0, 1), (1, 0)):
            if r + dr < SIZE and c + dc < SIZE:
                grid.connect((r, c), (r + dr, c + dc), (r * 7 + c * 13 + dr) % 10 + 1)
distances, _ = grid.shortest((0, 0))
print(len(distances), distances[SIZE - 1, SIZE - 1])  # expect: 900 174
print(max(distances.values()), sum(distances.values()))  # expect: 175 99725
