# Perfect play by search, with the positions already seen remembered.
LINES = [(0, 1, 2), (3, 4, 5), (6, 7, 8), (0, 3, 6), (1, 4, 7), (2, 5, 8), (0, 4, 8), (2, 4, 6)]


def winner(board):
    for a, b, c in LINES:
        if board[a] != "." and board[a] == board[b] == board[c]:
            return board[a]
    return None


def play(board, i, who):
    return board[:i] + who + board[i + 1 :]


seen = {}


def value(board, who):
    if board in seen:
        return seen[board]
    won = winner(board)
    if won:
        score = 1 if won == "X" else -1
    elif "." not in board:
        score = 0
    else:
        other = "O" if who == "X" else "X"
        scores = [value(play(board, i, who), other) for i, c in enumerate(board) if c == "."]
        score = max(scores) if who == "X" else min(scores)
    seen[board] = score
    return score


def best(board, who):
    other = "O" if who == "X" else "X"
    moves = [(value(play(board, i, who), other), -i) for i, c in enumerate(board) if c == "."]
    score, i = max(moves) if who == "X" else min((s, -i) for s, i in moves)
    return abs(i), score


board, who = "." * 9, "X"
print(value(board, who), len(seen))  # expect: 0 5478
while not winner(board) and "." in board:
    i, score = best(board, who)
    board = play(board, i, who)
    who = "O" if who == "X" else "X"
for row in range(0, 9, 3):
    print(board[row : row + 3])
# expect: XXO
# expect: OOX
# expect: XOX
print(best("XX.OO....", "X"), best("XX.OO....", "O"))  # expect: (2, 1) (5, -1)
print(best("X...O...X", "O"), value("XO.......", "X"))  # expect: (1, 0) 1
