# What is nested too deeply is refused, and the stack is none the worse for it; what is read may be nested as one likes.
import pickle
import sys
import threading


def nested(make, depth=200_000):
    value = []
    for _ in range(depth):
        value = make(value)
    return value


class Link:
    def __init__(self, next):
        self.next = next


class Reduced:
    def __init__(self, next):
        self.next = next

    def __reduce__(self):
        return Reduced, (self.next,)


def refuse():
    for make in (lambda value: [value], lambda value: (value,), lambda value: (1, 2, 3, value), lambda value: {1: value}, lambda value: Link(value), lambda value: Reduced(value)):
        for protocol in (0, 2, 5):
            try:
                pickle.dumps(nested(make), protocol)
                print("done")
            except RecursionError:
                pass
    print(pickle.loads(pickle.dumps([1, [2]])))


refuse()  # expect: [1, [2]]
thread = threading.Thread(target=refuse)
thread.start()
thread.join()  # expect: [1, [2]]
value = pickle.loads(b"]" * 300_001 + b"a" * 300_000 + b".")
depth = 0
while value:
    (value,) = value
    depth += 1
print(depth)  # expect: 300000


class Endless:
    def __reduce__(self):
        return Endless, (Endless(),)


try:
    pickle.dumps(Endless())
except RecursionError as error:
    print("recursion" in str(error))  # expect: True
print(pickle.loads(pickle.dumps(nested(lambda value: [value], 400))) == nested(lambda value: [value], 400))  # expect: True
