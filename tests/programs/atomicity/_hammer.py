# Runs functions in threads that begin together, and says what they raised.
import sys
import threading

sys.setswitchinterval(1e-4)


def hammer(*works):
    """Calls each function in a thread of its own, with the thread's number."""
    barrier = threading.Barrier(len(works))
    raised = []

    def run(work, me):
        barrier.wait()
        try:
            work(me)
        except BaseException as error:
            raised.append(f"{type(error).__name__}: {error}")

    threads = [threading.Thread(target=run, args=(work, me)) for me, work in enumerate(works)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for line in sorted(set(raised)):
        print("raised", line)


def readers(check, writers, readers=2):
    """Runs the writers, and `check` in other threads for as long as a writer runs; what it answers is collected."""
    left = [len(writers)]
    lock = threading.Lock()
    seen = set()

    def write(work):
        def run(me):
            try:
                work(me)
            finally:
                with lock:
                    left[0] -= 1

        return run

    def read(me):
        found = set()
        while True:
            last = not left[0]
            found.add(check())
            if last:
                break
        seen.update(found)

    hammer(*map(write, writers), *[read] * readers)
    return seen


def append_and_delete(shared):
    """The work of who appends an item and deletes the last one, again and again."""

    def run(me):
        for _ in range(1000):
            shared.append(me)
            del shared[-1]

    return run


def insert_and_remove(shared):
    """The work of who moves all items on by one of its own in front of them, and back, again and again."""

    def run(me):
        for _ in range(1000):
            shared.insert(0, 100 + me)
            shared.remove(100 + me)

    return run


class Counted:
    """Says when it dies: once."""

    died = []

    def __init__(self, number):
        self.number = number

    def __del__(self):
        self.died.append(self.number)
