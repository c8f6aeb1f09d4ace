# A function may be given other code at any time; what was begun goes on with what it began with.
import threading


def count():
    a = 1
    yield a
    b = 2
    yield a + b


def other():
    yield "other"


begun = count()
print(next(begun))  # expect: 1
count.__code__ = other.__code__
print(next(begun), list(begun), list(count()))  # expect: 3 [] ['other']


def target(a, *rest):
    return a


def swap():
    for _ in range(1000):
        target.__code__ = (lambda a, b, c, d, *rest, e=1: e).__code__
        target.__code__ = (lambda a: a).__code__


def call():
    for _ in range(1000):
        for arguments in ((1, 2, 3, 4), (1,)):
            try:
                target(*arguments)
            except TypeError:
                pass


threads = [threading.Thread(target=work) for work in (swap, call, call)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print("done")  # expect: done
