"""Attributes that objects keep in a dict: found there, missed, called, shadowed later, and by a class that changes."""

import threading


class Error(Exception):
    def __getattr__(self, name):
        if name == "made":
            return "made up"
        raise AttributeError(name)


def codes(objects):
    found = []
    for o in objects:
        try:
            found.append(o.code)
        except AttributeError:
            found.append(None)
    return found


errors = [Error() for _ in range(100)]
for number, error in enumerate(errors):
    if number % 2:
        error.code = number
print(sum(code or 0 for code in codes(errors)), codes(errors)[:4])  # expect: 2500 [None, 1, None, 3]
print(set(error.made for error in errors))  # expect: {'made up'}


def call(o):
    return o.callback(1)


for n in range(3):
    errors[n].callback = lambda x, n=n: (x, n)
print([call(e) for e in errors[:3]])  # expect: [(1, 0), (1, 1), (1, 2)]
Error.callback = lambda self, x: "of the class"
print([call(e) for e in errors[:4]])  # expect: [(1, 0), (1, 1), (1, 2), 'of the class']
Error.code = property(lambda self: "property")
print(set(codes(errors)))  # expect: {'property'}


def store(o):
    o.code = 7


try:
    store(errors[1])
except AttributeError as error:
    print("refused")  # expect: refused
del Error.code
store(errors[0])
print(codes(errors)[:2])  # expect: [7, 1]


class Local(threading.local):
    def __init__(self):
        self.n = 0


local = Local()


def count():
    for _ in range(1000):
        local.n += 1
    return local.n


results = []
threads = [threading.Thread(target=lambda: results.append(count())) for _ in range(3)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(results, local.n, count())  # expect: [1000, 1000, 1000] 0 1000
