# Methods of one instance called by all threads.
import sys
import threading

threads = int(sys.argv[1]) if len(sys.argv) > 1 else 4
sys.setswitchinterval(1e-5)


class Account:
    opened = 0

    def __init__(self, balance):
        self.balance = balance
        self.lock = threading.Lock()
        self.log = []

    def deposit(self, amount):
        with self.lock:
            self.balance += amount
        self.log.append(amount)

    @property
    def rich(self):
        return self.balance > 1000

    @classmethod
    def default(cls):
        return cls(0)

    @staticmethod
    def fee(amount):
        return amount // 10


accounts = [Account.default() for _ in range(5)]


def work(first):
    for n in range(first, 6000, threads):
        account = accounts[n % 5]
        account.deposit(n)
        account.deposit(-Account.fee(n))
        account.rich, account.opened


workers = [threading.Thread(target=work, args=(n,)) for n in range(threads)]
for w in workers:
    w.start()
for w in workers:
    w.join()
print([a.balance for a in accounts])  # expect: [3237600, 3238800, 3240000, 3241200, 3242400]
print([a.balance == sum(a.log) for a in accounts])  # expect: [True, True, True, True, True]
print([len(a.log) for a in accounts])  # expect: [2400, 2400, 2400, 2400, 2400]
