# `L[i:j] = M` is one step: a copy shows all of the new items or none.
from _hammer import readers

shared = [0] * 10


def store(me):
    for n in range(1200):
        shared[:] = [1000 * me + n] * (6 + n % 9)


def check():
    copy = shared[:]
    return len(set(copy)) == 1 and len(copy) >= 6


print(readers(check, [store] * 2))  # expect: {True}
shared[:] = range(20)


def from_itself(me):
    for n in range(500):
        shared[5:10] = shared
        del shared[10:15]
        del shared[-10:]


from_itself(0)
print(len(shared))
# expect: 20
