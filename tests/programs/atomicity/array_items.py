# `a.append(x)`, `a.pop()`, `a.remove(x)`, `del a[i]`: one step each. Nothing is lost, nothing comes twice.
from array import array
from _hammer import append_and_delete, hammer, insert_and_remove, readers

shared = array("i", range(4000))
popped = [[] for _ in range(4)]


def pop(me):
    for _ in range(1000):
        popped[me].append(shared.pop() if me % 2 else shared.pop(0))


hammer(*[pop] * 4)
print(len(shared), sorted(sum(popped, [])) == list(range(4000)))  # expect: 0 True

shared.extend(range(2000))
removed = [0] * 4


def remove(me):
    for n in range(me % 2, 2000, 2):
        try:
            shared.remove(n)
            removed[me] += 1
        except ValueError:
            pass


hammer(*[remove] * 4)
print(sum(removed), len(shared))  # expect: 2000 0

hammer(*[append_and_delete(shared)] * 4)
print(len(shared))  # expect: 0
shared.extend([1, 7, 2])


def check():
    return shared.count(7), 0 <= shared.index(7) < 5, 7 in shared


print(readers(check, [insert_and_remove(shared)] * 2), len(shared))  # expect: {(1, True, True)} 3
