# Instances of one class grow attributes in different orders on different threads.
import sys
import threading

threads = int(sys.argv[1]) if len(sys.argv) > 1 else 4
sys.setswitchinterval(1e-5)


class C:
    pass


class S:
    __slots__ = ("a", "b", "c")


results = []


def work(me):
    ok = 0
    names = ["a", "b", "c"]
    for n in range(600):
        c, s = C(), S()
        order = names[n % 3 :] + names[: n % 3]
        for name in order:
            setattr(c, name, (name, me, n))
            setattr(s, name, (name, me, n))
        if n % 2:
            del c.b
            c.b = ("b", me, n)
        ok += all(getattr(o, name) == (name, me, n) for o in (c, s) for name in names)
        ok += c.a[1] == s.b[1] == c.c[1] == me
    results.append(ok)


workers = [threading.Thread(target=work, args=(n,)) for n in range(threads)]
for w in workers:
    w.start()
for w in workers:
    w.join()
print(results == [1200] * threads)  # expect: True
