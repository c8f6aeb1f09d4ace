# Threads build, hash and intern the same strings.
import sys
import threading

threads = int(sys.argv[1]) if len(sys.argv) > 1 else 4
sys.setswitchinterval(1e-5)
barrier = threading.Barrier(threads)
tables = [None] * threads


def work(me):
    barrier.wait()
    table = {}
    for n in range(1500):
        name = "name" + str(n % 300)
        table[sys.intern(name)] = table.get(name, 0) + 1
        text = f"{name}/{n:05d}".upper().replace("NAME", "n").split("/")
        assert text == [f"n{n % 300}", f"{n:05}"]
    tables[me] = table


workers = [threading.Thread(target=work, args=(n,)) for n in range(threads)]
for w in workers:
    w.start()
for w in workers:
    w.join()
print(all(table == tables[0] for table in tables))  # expect: True
print(len(tables[0]), set(tables[0].values()))  # expect: 300 {5}
first = list(tables[0])
print(all(a is b for table in tables for a, b in zip(first, table)))  # expect: True
