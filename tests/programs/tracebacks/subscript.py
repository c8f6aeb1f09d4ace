# A failing subscript is marked with its brackets.
rows = [[1, 2], [3]]


def last(table, i):
    value = table[i][1] + table[i + 1][1]
    return value


last(rows, 0)
# expect-error:     value = table[i][1] + table[i + 1][1]
# expect-error:                           ~~~~~~~~~~~~^^^
# expect-error: IndexError: list index out of range
# exit: 1
