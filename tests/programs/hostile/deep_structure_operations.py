# Operations that descend into a deep structure end in RecursionError.
def nest(n):
    a = []
    for _ in range(n):
        a = [a]
    return a


a, b = nest(100_000), nest(100_000)
for name, operation in (
    ("repr", lambda: repr(a)),
    ("str", lambda: str(a)),
    ("eq", lambda: a == b),
    ("lt", lambda: a < b),
):
    try:
        operation()
        print(name, "returned")
    except RecursionError:
        print(name)
# expect: repr
# expect: str
# expect: eq
# expect: lt
del a, b
print("freed")  # expect: freed
