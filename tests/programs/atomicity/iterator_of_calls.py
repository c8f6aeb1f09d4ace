# One `iter(callable, sentinel)` for all threads: every answer before the sentinel goes to one of them.
# cpython: an answer is dropped if another thread has met the sentinel while the call was on its way
from _hammer import hammer

answers = list(range(3000, 0, -1))


def answer():
    try:
        return answers.pop()
    except IndexError:
        return "sentinel"


iterator = iter(answer, "sentinel")
got = [[] for _ in range(4)]


def use(me):
    for item in iterator:
        got[me].append(item)


hammer(*[use] * 4)
print(sorted(sum(got, [])) == list(range(1, 3001)), next(iterator, "end"))  # expect: True end
