# Others run while one joins them.
import threading

results = []


def work(n):
    total = 0
    for i in range(n):
        total += i
    results.append(total)


threads = [threading.Thread(target=work, args=(10000 * n,)) for n in range(1, 4)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(sorted(results))  # expect: [49995000, 199990000, 449985000]
