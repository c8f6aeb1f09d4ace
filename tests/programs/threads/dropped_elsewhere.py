# Objects made in one thread lose their last reference in another; each is finalized once.
import sys
import threading

threads = int(sys.argv[1]) if len(sys.argv) > 1 else 4
sys.setswitchinterval(1e-5)
TOTAL = 4800
finalized = []


class Parcel:
    def __init__(self, n):
        self.n = n
        self.content = [n, str(n), {n: (n,)}]

    def __del__(self):
        finalized.append(self.n)


boxes = [[] for _ in range(threads)]
barrier = threading.Barrier(threads)


def work(me):
    for n in range(me, TOTAL, threads):
        boxes[(me + 1) % threads].append(Parcel(n))
    barrier.wait()
    mine = boxes[me]
    while mine:
        parcel = mine.pop()
        assert parcel.content[2][parcel.n] == (parcel.n,)
        del parcel


workers = [threading.Thread(target=work, args=(n,)) for n in range(threads)]
for w in workers:
    w.start()
for w in workers:
    w.join()
print(len(finalized), sorted(finalized) == list(range(TOTAL)))  # expect: 4800 True
print([len(box) for box in boxes] == [0] * threads)  # expect: True
