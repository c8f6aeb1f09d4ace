"""One partial that threads call while another sets its state: function and arguments are of one state."""

import threading
from functools import partial


def add(a, b):
    return ("add", a + b)


def join(a, b, c="", d=""):
    return ("join", a + b + c + d)


shared = partial(add, 1)
states = [(add, (1,), {}, None), (join, ("x", "y"), {"c": "z"}, None)]
seen = set()
done = threading.Event()


def call():
    while not done.is_set():
        try:
            seen.add(shared(2) if shared.func is add else shared(d="w"))
        except TypeError:
            pass  # the other state's arguments


def change():
    for n in range(2000):
        shared.__setstate__(states[n % 2])
    done.set()


threads = [threading.Thread(target=call) for _ in range(2)] + [threading.Thread(target=change)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(seen <= {("add", 3), ("join", "xyzw")})  # expect: True
print(shared(d="!"), shared.args, shared.keywords)  # expect: ('join', 'xyz!') ('x', 'y') {'c': 'z'}
print(partial(shared, d="?")())  # expect: ('join', 'xyz?')
