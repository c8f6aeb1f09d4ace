# Many threads write the same keys; whatever is read is something that was written.
import sys
import threading

threads = int(sys.argv[1]) if len(sys.argv) > 1 else 4
sys.setswitchinterval(1e-5)
shared = {n: ("start", n) for n in range(50)}
wrong = []


def work(me):
    for round in range(200):
        for key in range(me % 7, 50, 7):
            who, n = shared[key]
            if n != key or not (who == "start" or who in range(threads)):
                wrong.append((key, who, n))
            shared[key] = (me, key)
        shared.setdefault(f"extra {round % 10}", round % 10)


workers = [threading.Thread(target=work, args=(n,)) for n in range(threads)]
for w in workers:
    w.start()
for w in workers:
    w.join()
print(len(shared), wrong)  # expect: 60 []
print([shared[f"extra {n}"] for n in range(10)])  # expect: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]
