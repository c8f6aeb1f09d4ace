# `del d[k]`, `d.pop(k)`: one thread has it, the others are told that it is gone.
from _hammer import hammer

shared = dict.fromkeys(range(3000), "value")
had = [[] for _ in range(4)]


def delete(me):
    for n in range(3000):
        try:
            if me % 2:
                del shared[n]
            else:
                shared.pop(n)
            had[me].append(n)
        except KeyError:
            pass
        shared.pop(n, None)


hammer(*[delete] * 4)
print(sorted(sum(had, []))[:1] != [None], len(sum(had, [])) == len(set(sum(had, []))), shared)  # expect: True True {}
