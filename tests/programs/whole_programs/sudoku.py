# A sudoku solved by elimination and search.
DIGITS = "123456789"
ROWS = "ABCDEFGHI"


def cross(a, b):
    return [x + y for x in a for y in b]


squares = cross(ROWS, DIGITS)
units = [cross(ROWS, c) for c in DIGITS] + [cross(r, DIGITS) for r in ROWS]
units += [cross(r, c) for r in ("ABC", "DEF", "GHI") for c in ("123", "456", "789")]
units_of = {s: [u for u in units if s in u] for s in squares}
peers = {s: set().union(*units_of[s]) - {s} for s in squares}


def assign(values, s, d):
    return values if all(eliminate(values, s, other) for other in values[s].replace(d, "")) else False


def eliminate(values, s, d):
    if d not in values[s]:
        return values
    values[s] = values[s].replace(d, "")
    if not values[s]:
        return False
    if len(values[s]) == 1 and not all(eliminate(values, p, values[s]) for p in peers[s]):
        return False
    for unit in units_of[s]:
        places = [u for u in unit if d in values[u]]
        if not places or len(places) == 1 and not assign(values, places[0], d):
            return False
    return values


def search(values):
    if not values or all(len(v) == 1 for v in values.values()):
        return values
    s = min((s for s in squares if len(values[s]) > 1), key=lambda s: (len(values[s]), s))
    for d in values[s]:
        if result := search(assign(values.copy(), s, d)):
            return result
    return False


def solve(puzzle):
    values = dict.fromkeys(squares, DIGITS)
    for s, d in zip(squares, puzzle):
        if d in DIGITS and not assign(values, s, d):
            return None
    return search(values)


puzzle = "4.....8.5.3..........7......2.....6.....8.4......1.......6.3.7.5..2.....1.4......"
solution = solve(puzzle)
for r in ROWS:
    print(" ".join(solution[r + c] for c in DIGITS))
# expect: 4 1 7 3 6 9 8 2 5
# expect: 6 3 2 1 5 8 9 4 7
# expect: 9 5 8 7 2 4 3 1 6
# expect: 8 2 5 4 3 7 1 6 9
# expect: 7 9 1 5 8 6 4 3 2
# expect: 3 4 6 9 1 2 7 5 8
# expect: 2 8 9 6 4 3 5 7 1
# expect: 5 7 3 2 9 1 6 8 4
# expect: 1 6 4 8 7 5 2 9 3
print(solve("11" + "." * 79))  # expect: None
