# One iterator over a deque for all threads: items may come twice or not at all, and the end comes.
import collections
from _hammer import hammer

iterator, wrong = iter(collections.deque(range(3000))), []


def use(me):
    for item in iterator:
        if not 0 <= item < 3000:
            wrong.append(item)


hammer(*[use] * 4)
print(wrong, next(iterator, "end"))  # expect: [] end
