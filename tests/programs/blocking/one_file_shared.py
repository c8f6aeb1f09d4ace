# One file object used by several threads loses no line.
import os
import threading

path = os.path.join(os.environ.get("TMPDIR", "/tmp"), f"granular-shared-file-{os.getpid()}")
with open(path, "w") as f:

    def work(n):
        for i in range(200):
            f.write(f"{n}:{i}\n")

    threads = [threading.Thread(target=work, args=(n,)) for n in range(4)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
with open(path) as f:
    lines = f.read().splitlines()
os.remove(path)
print(len(lines))  # expect: 800
print(sorted(lines) == sorted(f"{n}:{i}" for n in range(4) for i in range(200)))  # expect: True
print(
    all([l for l in lines if l.startswith(f"{n}:")] == [f"{n}:{i}" for i in range(200)] for n in range(4))
)  # expect: True
