# One iterator for all threads over a list that others change meanwhile: items that are or were there.
from _hammer import hammer

shared = [str(n) for n in range(2000)]
allowed, wrong = set(shared), []
iterator = iter(shared)


def use(me):
    for item in iterator:
        if item not in allowed:
            wrong.append(item)


def change(me):
    for n in range(1000):
        shared.pop()
        shared[n % 500] = str(n)


hammer(use, use, change)
print(wrong, len(shared))  # expect: [] 1000
