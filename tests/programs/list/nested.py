# Lists in lists, and a list in itself.
grid = [[r * 3 + c for c in range(3)] for r in range(3)]
print(grid, [row[1] for row in grid])  # expect: [[0, 1, 2], [3, 4, 5], [6, 7, 8]] [1, 4, 7]
print([list(column) for column in zip(*grid)])  # expect: [[0, 3, 6], [1, 4, 7], [2, 5, 8]]
print(sum(grid, []))  # expect: [0, 1, 2, 3, 4, 5, 6, 7, 8]
grid[1][2] = "x"
grid[0][1:] = [7]
print(grid)  # expect: [[0, 7], [3, 4, 'x'], [6, 7, 8]]
a = [1]
a.append(a)
print(a, a[1] is a, a[1][1][1][0], len(a))  # expect: [1, [...]] True 1 2
b = [a, (a,), {"a": a}]
print(b)  # expect: [[1, [...]], ([1, [...]],), {'a': [1, [...]]}]
