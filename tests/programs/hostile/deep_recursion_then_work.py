# After a RecursionError everything still works, also from within except and finally.
def f(n):
    try:
        return f(n + 1)
    finally:
        counter[0] += 1


def g():
    try:
        g()
    except RecursionError:
        return [str(i) for i in range(3)]
    return "passed on"


counter = [0]
for _ in range(2):
    try:
        f(0)
    except RecursionError as e:
        print(type(e).__name__)
# expect: RecursionError
# expect: RecursionError
print(counter[0] > 900, g(), sorted([3, 1, 2], key=lambda x: -x))  # expect: True passed on [3, 2, 1]
