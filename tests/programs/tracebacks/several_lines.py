# An expression over several lines is shown with the lines that matter.
def total(items):
    return sum(
        item["n"] * item["price"]
        for item in items
        if item["n"]
    )


total([{"n": 1, "price": 2}, {"n": 3}])
# expect-error: in total
# expect-error:     return sum(
# expect-error: in <genexpr>
# expect-error:     item["n"] * item["price"]
# expect-error:                 ~~~~^^^^^^^^^
# expect-error: KeyError: 'price'
# exit: 1
