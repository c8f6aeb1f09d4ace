# `L.extend(M)` while others change M: both are one step, so L gets what M was at one moment.
from _hammer import readers

source = [0] * 8
target = []


def rewrite(me):
    for n in range(1500):
        source[:] = [n] * (4 + n % 5)


def check():
    taken = []
    taken.extend(source)
    taken += source
    half = next((at for at, item in enumerate(taken) if item != taken[0]), len(taken))
    return len(set(taken[:half])) == 1 and len(set(taken[half:])) <= 1


print(readers(check, [rewrite]))  # expect: {True}
