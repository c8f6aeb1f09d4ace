# Files written and read by many threads at once, each its own.
import os
import threading

base = os.path.join(os.environ.get("TMPDIR", "/tmp"), f"granular-blocking-{os.getpid()}")
totals = {}


def work(n):
    path = f"{base}-{n}"
    with open(path, "w") as f:
        for i in range(500):
            f.write(f"{n} {i}\n")
    with open(path) as f:
        totals[n] = sum(int(line.split()[1]) for line in f)
    os.remove(path)


threads = [threading.Thread(target=work, args=(n,)) for n in range(8)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(totals == dict.fromkeys(range(8), sum(range(500))))  # expect: True
