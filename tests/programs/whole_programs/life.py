# Conway's game of life on a set of cells.
from collections import Counter


def step(cells):
    around = [(dx, dy) for dx in (-1, 0, 1) for dy in (-1, 0, 1) if dx or dy]
    neighbours = Counter((x + dx, y + dy) for x, y in cells for dx, dy in around)
    return {cell for cell, n in neighbours.items() if n == 3 or n == 2 and cell in cells}


def parse(*rows):
    return {(x, y) for y, row in enumerate(rows) for x, c in enumerate(row) if c == "#"}


def show(cells, width, height):
    for y in range(height):
        print("".join(".#"[(x, y) in cells] for x in range(width)))


glider = parse(".#.", "..#", "###")
cells = glider
for _ in range(4):
    cells = step(cells)
print(cells == {(x + 1, y + 1) for x, y in glider})  # expect: True
show(cells, 5, 5)
# expect: .....
# expect: ..#..
# expect: ...#.
# expect: .###.
# expect: .....
blinker = parse("###")
print(step(step(blinker)) == blinker, step(blinker) == blinker)  # expect: True False
r = parse(".##", "##.", ".#.")
sizes = []
for _ in range(120):
    r = step(r)
    sizes.append(len(r))
print(sizes[:10], sizes[-1], max(sizes))  # expect: [6, 7, 9, 8, 9, 12, 11, 18, 11, 11] 148 163
