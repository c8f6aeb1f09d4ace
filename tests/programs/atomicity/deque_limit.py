# A deque with `maxlen` never has more, and what is pushed out dies once.
import collections
from _hammer import Counted, readers

shared = collections.deque(maxlen=5)


def append(me):
    for n in range(600):
        if n % 2:
            shared.append(Counted(1000 * me + n))
        else:
            shared.appendleft(Counted(1000 * me + n))


def check():
    return len(shared) <= 5 and len(list(shared.copy())) <= 5


print(readers(check, [append] * 3), len(shared))  # expect: {True} 5
shared.clear()
print(len(Counted.died), len(set(Counted.died)))  # expect: 1800 1800
