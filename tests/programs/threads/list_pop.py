# Popping from one list by many threads hands out every element once.
import sys
import threading

threads = int(sys.argv[1]) if len(sys.argv) > 1 else 4
sys.setswitchinterval(1e-5)
shared = list(range(20000))
taken = [[] for _ in range(threads)]


def work(mine):
    while True:
        try:
            mine.append(shared.pop())
        except IndexError:
            return


workers = [threading.Thread(target=work, args=(mine,)) for mine in taken]
for w in workers:
    w.start()
for w in workers:
    w.join()
everything = sorted(x for mine in taken for x in mine)
print(len(everything), everything == list(range(20000)), shared)  # expect: 20000 True []
