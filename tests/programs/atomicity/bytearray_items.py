# `b.append(x)`, `b.pop()`, `b.remove(x)`, `del b[i]`: one step each. No byte is lost, none comes twice.
from _hammer import hammer

shared = bytearray(range(256)) * 10
popped = [[] for _ in range(4)]


def pop(me):
    for _ in range(640):
        popped[me].append(shared.pop() if me % 2 else shared.pop(0))


hammer(*[pop] * 4)
print(len(shared), sorted(sum(popped, [])) == sorted(list(range(256)) * 10))  # expect: 0 True

shared.extend(bytes(range(200)))
removed = [0] * 4


def remove(me):
    for byte in range(me % 2, 200, 2):
        try:
            shared.remove(byte)
            removed[me] += 1
        except ValueError:
            pass


hammer(*[remove] * 4)
print(sum(removed), len(shared))  # expect: 200 0


def add_and_delete(me):
    for _ in range(1000):
        shared.append(me)
        del shared[-1]


hammer(*[add_and_delete] * 4)
print(len(shared))  # expect: 0
