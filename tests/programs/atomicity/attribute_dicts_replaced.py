# Threads that give one function other attribute dicts, and read its attributes meanwhile: each dict dies with its last
# reference, and what is read is of one of them.
import gc
import weakref

from _hammer import hammer


def shared():
    pass


class Attributes(dict):
    pass


class Holder(list):
    pass


THREADS, ROUNDS = 4, 300


def race(target):
    seen, wrong = [], []

    def write(me):
        for round in range(ROUNDS):
            attributes = Attributes(note=(me, round))
            seen.append(weakref.ref(attributes))
            target.__dict__ = attributes

    def read(me):
        for _ in range(ROUNDS):
            note = getattr(target, "note", None)
            if note is not None and not (0 <= note[0] < THREADS and 0 <= note[1] < ROUNDS):
                wrong.append(note)
            if target.__dict__.keys() - {"note", "mark"}:
                wrong.append("keys")
            try:
                target.mark = 1
            except AttributeError:
                wrong.append("mark")

    hammer(*[write] * THREADS, read, read)
    target.__dict__ = {}
    gc.collect()
    print(len(seen), sum(one() is not None for one in seen), wrong, target.__dict__)


race(shared)  # expect: 1200 0 [] {}
race(Holder())  # expect: 1200 0 [] {}
