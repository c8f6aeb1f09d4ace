# `d.update(e)` while others change e: d gets what e was at one moment.
from _hammer import readers

source = dict.fromkeys(range(12), 0)


def rewrite(me):
    for n in range(1500):
        source.update(dict.fromkeys(range(12), n))


def check():
    taken = {}
    taken.update(source)
    return len(set(taken.values()))


print(readers(check, [rewrite]))  # expect: {1}
