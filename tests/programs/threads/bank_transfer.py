# Money moved between accounts under two locks is never made or lost.
import sys
import threading

threads = int(sys.argv[1]) if len(sys.argv) > 1 else 4
sys.setswitchinterval(1e-5)


class Account:
    def __init__(self, number):
        self.number = number
        self.balance = 1000
        self.lock = threading.Lock()


accounts = [Account(n) for n in range(10)]


def transfer(source, target, amount):
    first, second = sorted((source, target), key=lambda a: a.number)
    with first.lock, second.lock:
        if source.balance >= amount:
            source.balance -= amount
            target.balance += amount
            return True
    return False


moved = [0] * 24


def work(first):
    for chunk in range(first, 24, threads):
        state = chunk + 1
        for _ in range(200):
            state = (state * 1664525 + 1013904223) % 2**32
            a, b = (state >> 8) % 10, (state >> 16) % 10
            if a != b:
                moved[chunk] += transfer(accounts[a], accounts[b], state % 97)


workers = [threading.Thread(target=work, args=(n,)) for n in range(threads)]
for w in workers:
    w.start()
for w in workers:
    w.join()
print(sum(a.balance for a in accounts))  # expect: 10000
print(all(a.balance >= 0 for a in accounts), sum(moved) > 1000)  # expect: True True
