# Module variables are made, changed and deleted while functions look them up.
import sys
import threading

threads = int(sys.argv[1]) if len(sys.argv) > 1 else 4
sys.setswitchinterval(1e-5)
value = 0
wrong = []


def read():
    return value


def helper():
    return "helper"


def other_helper():
    return "other"


def work(me):
    global value, helper
    names = globals()
    for n in range(800):
        value = (me, n)
        got = read()
        if got[0] not in range(threads):
            wrong.append(got)
        names[f"g{me}_{n % 30}"] = n
        if n % 3 == 2:
            del names[f"g{me}_{n % 30}"]
        helper = other_helper if n % 2 else helper
        if helper() not in ("helper", "other"):
            wrong.append("helper")
        if len([1]) != 1:
            wrong.append("len")


workers = [threading.Thread(target=work, args=(n,)) for n in range(threads)]
for w in workers:
    w.start()
for w in workers:
    w.join()
print(wrong, value[0] in range(threads), helper())  # expect: [] True other
