# bytearray, deque, Counter and OrderedDict changed by all threads.
import sys
import threading
from collections import Counter, OrderedDict, defaultdict, deque

threads = int(sys.argv[1]) if len(sys.argv) > 1 else 4
sys.setswitchinterval(1e-5)
data, line, ordered = bytearray(), deque(maxlen=50), OrderedDict()
table = defaultdict(list)
lock = threading.Lock()
counter = Counter()
wrong = []


def work(me):
    for n in range(500):
        data.append(me)
        line.append((me, n))
        line.appendleft((me, n))
        ordered[me] = n
        ordered.move_to_end(me)
        table[n % 5].append(me)
        with lock:
            counter[me] += 1
        try:
            who, when = line[0]
            if who not in range(threads) or when not in range(500):
                wrong.append((who, when))
            line.rotate(1)
        except IndexError:
            pass


workers = [threading.Thread(target=work, args=(n,)) for n in range(threads)]
for w in workers:
    w.start()
for w in workers:
    w.join()
print(len(data) == 500 * threads, data.count(0), len(line), wrong)  # expect: True 500 50 []
print(set(ordered) == set(range(threads)), set(counter.values()))  # expect: True {500}
print(sum(map(len, table.values())) == 500 * threads)  # expect: True
