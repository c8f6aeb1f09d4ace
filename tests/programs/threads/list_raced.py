# Threads change one list in every way while others iterate over it: no crash, nothing from nowhere.
import sys
import threading

threads = int(sys.argv[1]) if len(sys.argv) > 1 else 4
sys.setswitchinterval(1e-5)
shared = list(range(100))
wrong = []


def change(me):
    for n in range(400):
        kind = (n + me) % 8
        try:
            if kind == 0:
                shared.append(n % 100)
            elif kind == 1:
                shared.pop()
            elif kind == 2:
                shared[n % 50] = n % 100
            elif kind == 3:
                shared.insert(n % 10, n % 100)
            elif kind == 4:
                shared.reverse()
            elif kind == 5:
                shared[10:20] = [1, 2, 3]
            elif kind == 6:
                del shared[5:8]
            else:
                shared.extend(range(10))
        except IndexError:
            pass


def read():
    for _ in range(100):
        for x in shared:
            if x not in valid:
                wrong.append(x)
        for x in list(shared) + shared[::2] + [y for y in shared] + sorted(shared[:]):
            if x not in valid:
                wrong.append(x)
        if len(shared) < 0 or 1000 in shared or shared.count(1000):
            wrong.append("count")


valid = set(range(100))
workers = [threading.Thread(target=change, args=(n,)) for n in range(threads)]
workers += [threading.Thread(target=read) for _ in range(2)]
for w in workers:
    w.start()
for w in workers:
    w.join()
print(wrong, all(x in valid for x in shared))  # expect: [] True
