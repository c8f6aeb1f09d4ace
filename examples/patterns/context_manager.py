"""A context manager of one class in a `with` statement, by all threads."""

from _crew import run


class Nothing:
    def __enter__(self):
        return 1

    def __exit__(self, *error):
        return False


def work(share):
    n = 0
    for _ in range(share):
        with Nothing() as one:
            n += one
    return n


run(work, 120_000)
