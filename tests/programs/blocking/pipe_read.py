# Others run while one reads from a pipe, as bytes and as a file, or writes to a full one.
import os
import threading


def compute():
    total = 0
    for n in range(10000):
        total += n
    return total


r, w = os.pipe()


def writer():
    compute()
    os.write(w, b"raw")
    compute()
    with os.fdopen(w, "w") as f:
        f.write("line 1\nline 2\n")


t = threading.Thread(target=writer)
t.start()
print(os.read(r, 3))  # expect: b'raw'
with os.fdopen(r) as f:
    print(f.readlines())  # expect: ['line 1\n', 'line 2\n']
t.join()
r, w = os.pipe()
got = []


def reader():
    compute()
    while data := os.read(r, 65536):
        got.append(len(data))


t = threading.Thread(target=reader)
t.start()
with os.fdopen(w, "wb") as f:
    f.write(b"x" * 1_000_000)
t.join()
os.close(r)
print(sum(got))  # expect: 1000000
