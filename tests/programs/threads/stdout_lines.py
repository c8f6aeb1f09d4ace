# Lines printed by many threads are whole lines if each is written at once.
import sys
import threading

threads = int(sys.argv[1]) if len(sys.argv) > 1 else 4
lock = threading.Lock()
next_line = [0]
condition = threading.Condition()


def work(first):
    for n in range(first, 12, threads):
        with condition:
            condition.wait_for(lambda: next_line[0] == n)
            print(f"line {n}")
            next_line[0] += 1
            condition.notify_all()


workers = [threading.Thread(target=work, args=(n,)) for n in range(threads)]
for w in workers:
    w.start()
for w in workers:
    w.join()
# expect: line 0
# expect: line 1
# expect: line 2
# expect: line 3
# expect: line 4
# expect: line 5
# expect: line 6
# expect: line 7
# expect: line 8
# expect: line 9
# expect: line 10
# expect: line 11
