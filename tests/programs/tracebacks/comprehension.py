# An error inside a comprehension is in the function around it.
def invert(table):
    return {hash(value): key for key, value in table.items()}


invert({"a": 1, "b": []})
# expect-error: in invert
# expect-error:     return {hash(value): key for key, value in table.items()}
# expect-error: unhashable type: 'list'
# exit: 1
