# Threads swap objects between shared slots; none is lost, none is doubled.
import sys
import threading

threads = int(sys.argv[1]) if len(sys.argv) > 1 else 4
sys.setswitchinterval(1e-5)


class Token:
    def __init__(self, n):
        self.n = n


slots = [Token(n) for n in range(16)]
locks = [threading.Lock() for _ in slots]


def work(me):
    state = me * 7919 + 1
    for _ in range(1500):
        state = (state * 1103515245 + 12345) % 2147483648
        a, b = sorted(((state >> 8) % 16, (state >> 16) % 16))
        if a != b:
            with locks[a], locks[b]:
                slots[a], slots[b] = slots[b], slots[a]


workers = [threading.Thread(target=work, args=(n,)) for n in range(threads)]
for w in workers:
    w.start()
for w in workers:
    w.join()
print(sorted(token.n for token in slots) == list(range(16)))  # expect: True
print(len({id(token) for token in slots}))  # expect: 16
