# Endless recursion in threads ends in RecursionError, however small their stacks are.
# cpython: its stack overflows
import sys
import threading

sys.setrecursionlimit(10**6)


class Box:
    def __init__(self, content):
        self.content = content

    def __repr__(self):
        return repr(self.content)

    def __eq__(self, other):
        return self.content == other.content

    def __hash__(self):
        return hash((self.content,))

    def __getattr__(self, name):
        return getattr(self.content, name)


def nest(depth):
    box = 1
    for _ in range(depth):
        box = Box([box])
    return box


def deep(n):
    return 1 + deep(n + 1)


def sort(n):
    return sorted([1, 2], key=lambda k: sort(n + 1))


def attempt(f):
    try:
        f()
        return "returned"
    except RecursionError:
        return "RecursionError"


def work():
    a, b = nest(100_000), nest(100_000)
    outcomes.append(
        [attempt(f) for f in (lambda: deep(0), lambda: repr(a), lambda: a == b, lambda: sort(0))]
    )


outcomes = []
for size in (0, 32768, 1 << 20, 1 << 24):
    threading.stack_size(size)
    workers = [threading.Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
print(len(outcomes), {outcome for row in outcomes for outcome in row})
# expect: 8 {'RecursionError'}
