# `L.sort()`: another thread finds the list as it was, sorted, or, with a key or items that have to be asked, empty.
from _hammer import readers

mixed = [(7 * n) % 40 for n in range(40)]
ordered = sorted(mixed)
shared = mixed[:]


def sort(me):
    for n in range(800):
        shared.sort()
        shared[:] = mixed


def check():
    copy = shared[:]
    return copy == mixed or copy == ordered


print(readers(check, [sort] * 2), sorted(shared) == ordered)  # expect: {True} True
mixed = [(n % 4, str(n), [1.5, 2][n % 2]) for n in mixed]
ordered = sorted(mixed)
shared[:] = mixed


def sort_and_append(me):
    for n in range(300):
        shared.append((9, me))
        shared.sort(reverse=n % 2)
        shared.remove((9, me))


print(readers(lambda: len(shared[:]) in (40, 41, 42), [sort_and_append] * 2), sorted(shared) == ordered)
# expect: {True} True
mixed = [(7 * n) % 40 for n in range(40)]
ordered = sorted(mixed)
shared[:] = mixed


def sort_by_key(me):
    for n in range(100):
        shared.sort(key=lambda item: -item)
        shared[:] = mixed


def check_or_empty():
    copy = shared[:]
    return copy in ([], mixed, ordered[::-1])


print(readers(check_or_empty, [sort_by_key]), sorted(shared) == ordered)  # expect: {True} True
