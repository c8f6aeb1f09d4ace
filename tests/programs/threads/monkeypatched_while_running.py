# Methods, builtins and __class__ are replaced while other threads call them.
import builtins
import sys
import threading

threads = int(sys.argv[1]) if len(sys.argv) > 1 else 4
sys.setswitchinterval(1e-5)
wrong = []


class A:
    def who(self):
        return "A"


class B:
    def who(self):
        return "B"


shared = A()
original = builtins.abs


def work(me):
    for n in range(500):
        shared.__class__ = (A, B)[(n + me) % 2]
        if shared.who() not in ("A", "B", "patched"):
            wrong.append(shared.who())
        A.who = (lambda self: "A") if n % 2 else (lambda self: "patched")
        if me == 0:
            builtins.abs = (lambda x: original(x)) if n % 2 else original
        if abs(-me) != me:
            wrong.append(me)


workers = [threading.Thread(target=work, args=(n,)) for n in range(threads)]
for w in workers:
    w.start()
for w in workers:
    w.join()
builtins.abs = original
print(wrong, shared.who() in ("A", "B", "patched"), abs(-3))  # expect: [] True 3
