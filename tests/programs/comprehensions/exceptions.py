# An exception leaves a comprehension, and nothing of it is left behind.
def risky(n):
    if n == 2:
        raise ValueError(n)
    return n


for make in (
    lambda: [risky(n) for n in range(4)],
    lambda: {risky(n) for n in range(4)},
    lambda: {n: risky(n) for n in range(4)},
    lambda: list(risky(n) for n in range(4)),
    lambda: [n for n in range(4) if risky(n)],
):
    try:
        make()
    except ValueError as e:
        print("ValueError", e)
# expect: ValueError 2
# expect: ValueError 2
# expect: ValueError 2
# expect: ValueError 2
# expect: ValueError 2


def stops():
    raise StopIteration("inside")


try:
    [stops() for _ in "a"]
except StopIteration as e:
    print("StopIteration", e)  # expect: StopIteration inside
try:
    list(stops() for _ in "a")
except RuntimeError as e:
    print("RuntimeError", e)  # expect: RuntimeError generator raised StopIteration
