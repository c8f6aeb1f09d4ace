# Lists sorted by one thread are looked at by others.
import sys
import threading

threads = int(sys.argv[1]) if len(sys.argv) > 1 else 4
sys.setswitchinterval(1e-5)
shared = [n * 37 % 101 for n in range(101)]
strange = []


def work(me):
    for n in range(60):
        try:
            shared.sort(reverse=bool((n + me) % 2))
        except ValueError as e:
            if str(e) != "list modified during sort":
                strange.append(e)
        copy = shared[:]
        if not set(copy) <= set(range(101)):
            strange.append(copy)


workers = [threading.Thread(target=work, args=(n,)) for n in range(threads)]
for w in workers:
    w.start()
for w in workers:
    w.join()
print(strange, sorted(shared) == list(range(101)))  # expect: [] True
