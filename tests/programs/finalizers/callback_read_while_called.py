# A weak reference's callback is read by one thread while another lets the referent die.
import threading
import weakref

ROUNDS = 3000


class Referent:
    pass


class Callback:
    """One of its own for every reference, so that it dies once it was called."""

    def __init__(self):
        self.payload = [1, 2, 3]

    def __call__(self, reference):
        called.append(reference() is None)


called = []
current = [None]
seen = set()
done = False


def read():
    while not done:
        reference = current[0]
        if reference is not None:
            callback = reference.__callback__
            seen.add(None if callback is None else tuple(callback.payload))
            callback = None


readers = [threading.Thread(target=read) for _ in range(2)]
for reader in readers:
    reader.start()
for _ in range(ROUNDS):
    referent = Referent()
    current[0] = weakref.ref(referent, Callback())
    del referent
done = True
for reader in readers:
    reader.join()
print(len(called), all(called))  # expect: 3000 True
print(seen <= {None, (1, 2, 3)})  # expect: True
print(current[0].__callback__, current[0]())  # expect: None None
