# One generator for all threads: one runs it, the others are told that it runs. Each value comes once.
from _hammer import hammer


def numbers():
    for n in range(1500):
        yield n


shared = numbers()
got = [[] for _ in range(4)]
told = []


def use(me):
    while True:
        try:
            got[me].append(next(shared))
        except ValueError as error:
            told.append(str(error))
        except StopIteration:
            return


hammer(*[use] * 4)
print(sorted(sum(got, [])) == list(range(1500)), set(told) <= {"generator already executing"})  # expect: True True
