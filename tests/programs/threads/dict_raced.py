# Threads change one dict while others iterate over it: values are right or RuntimeError says why not.
import sys
import threading

threads = int(sys.argv[1]) if len(sys.argv) > 1 else 4
sys.setswitchinterval(1e-5)
shared = {n: str(n) for n in range(100)}
wrong = []


def change(me):
    for n in range(1500):
        key = (n * 7 + me) % 200
        kind = n % 5
        if kind < 2:
            shared[key] = str(key)
        elif kind == 2:
            shared.pop(key, None)
        elif kind == 3:
            shared.update({key: str(key), key + 1: str(key + 1)})
        elif len(shared) > 150:
            try:
                shared.popitem()
            except KeyError:
                pass


def read():
    for _ in range(150):
        try:
            for k, v in shared.items():
                if str(k) != v:
                    wrong.append((k, v))
        except RuntimeError as e:
            if "during iteration" not in str(e):
                wrong.append(e)
        for k, v in shared.copy().items():
            if str(k) != v:
                wrong.append((k, v))
        v = shared.get(50, "50")
        if v != "50" or "never" in shared:
            wrong.append(v)


workers = [threading.Thread(target=change, args=(n,)) for n in range(threads)]
workers += [threading.Thread(target=read) for _ in range(2)]
for w in workers:
    w.start()
for w in workers:
    w.join()
print(wrong, all(str(k) == v for k, v in shared.items()))  # expect: [] True
print(len(shared) == len(list(shared)))  # expect: True
