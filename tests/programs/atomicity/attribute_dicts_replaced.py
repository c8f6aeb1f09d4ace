# Threads that give one function other attribute dicts, and read its attributes meanwhile: each dict dies with its last
# reference, and what is read is of one of them.
import gc
import sys
import threading
import weakref


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

    def read():
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

    threads = [threading.Thread(target=write, args=(me,)) for me in range(THREADS)]
    threads += [threading.Thread(target=read) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    target.__dict__ = {}
    gc.collect()
    print(len(seen), sum(one() is not None for one in seen), wrong, target.__dict__)


sys.setswitchinterval(1e-5)
race(shared)
race(Holder())
# expect: 1200 0 [] {}
# expect: 1200 0 [] {}
