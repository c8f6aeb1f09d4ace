# Threads share iterators without a lock: nothing comes from nowhere, and the end comes to all of them.
import sys
import threading

threads = int(sys.argv[1]) if len(sys.argv) > 1 else 4
sys.setswitchinterval(1e-5)
items = [f"item {n}" for n in range(2000)]
sources = [iter(items), iter(range(2000)), iter(dict.fromkeys(items)), map(str.upper, items)]
sources.append(iter("x" * 2000))
valid = [set(items), set(range(2000)), set(items), {item.upper() for item in items}, {"x"}]
wrong = []
ended = []


def work():
    for source, allowed in zip(sources, valid):
        for x in source:
            if x not in allowed:
                wrong.append(x)
        ended.append(source)


workers = [threading.Thread(target=work) for _ in range(threads)]
for w in workers:
    w.start()
for w in workers:
    w.join()
print(wrong, len(ended) == 5 * threads)  # expect: [] True
print([next(source, "exhausted") for source in sources])
# expect: ['exhausted', 'exhausted', 'exhausted', 'exhausted', 'exhausted']
