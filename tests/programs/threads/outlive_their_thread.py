# Objects made by threads that have ended are used and dropped by others.
import sys
import threading

threads = int(sys.argv[1]) if len(sys.argv) > 1 else 4
sys.setswitchinterval(1e-5)
finalized = []


class Thing:
    def __init__(self, n):
        self.n = n
        self.items = list(range(n % 50))

    def __del__(self):
        finalized.append(self.n)


made = []


def make(first):
    for n in range(first, 1000, threads):
        made.append(Thing(n))


def run(function, arguments):
    workers = [threading.Thread(target=function, args=(a,)) for a in arguments]
    for w in workers:
        w.start()
    for w in workers:
        w.join()


run(make, range(threads))
print(len(made), finalized)  # expect: 1000 []
total = []


def use(first):
    mine = made[first::threads]
    total.append(sum(len(thing.items) for thing in mine))


run(use, range(threads))
print(sum(total), len(finalized))  # expect: 24500 0


def drop(_):
    try:
        while True:
            made.pop()
    except IndexError:
        pass


run(drop, range(threads))
print(len(finalized), sorted(finalized) == list(range(1000)))  # expect: 1000 True
