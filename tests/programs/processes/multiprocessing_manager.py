# A manager: objects that live in a process of their own, and their proxies in others.
import multiprocessing as mp
from multiprocessing.managers import BaseManager


class Account:
    def __init__(self, amount):
        self.amount = amount

    def add(self, amount):
        self.amount += amount
        return self.amount

    def fail(self):
        raise ValueError("not that")


class Bank(BaseManager):
    pass


Bank.register("Account", Account)


def work(shared, items, lock, names, n):
    with lock:
        shared["sum"] = shared.get("sum", 0) + n
    items.append(n)
    names.last = "somebody"


if __name__ == "__main__":
    ctx = mp.get_context("forkserver")
    with ctx.Manager() as manager:
        shared, items, lock = manager.dict(), manager.list(), manager.Lock()
        names, queue, value = manager.Namespace(first="me"), manager.Queue(), manager.Value("i", 5)
        ps = [ctx.Process(target=work, args=(shared, items, lock, names, n)) for n in range(4)]
        for p in ps:
            p.start()
        for p in ps:
            p.join()
        print(dict(shared), sorted(items), len(items), names.first, names.last)
        queue.put([1])
        value.value += 1
        print(queue.get(), value.value, str(shared), str(items[:0]))
        event, array = manager.Event(), manager.Array("i", [1, 2, 3])
        event.set()
        print(event.is_set(), event.wait(1), array[1], list(array))
    # expect: {'sum': 6} [0, 1, 2, 3] 4 me somebody
    # expect: [1] 6 {'sum': 6} []
    # expect: True True 2 [1, 2, 3]
    with Bank(ctx=ctx) as bank:
        account = bank.Account(10)
        print(account.add(5), account.add(-20))
        try:
            account.fail()
        except ValueError as e:
            print(type(e).__name__, e)
    # expect: 15 -5
    # expect: ValueError not that
    print(mp.active_children())
    # expect: []
