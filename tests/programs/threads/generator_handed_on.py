# A generator resumed by one thread after another goes on where it was.
import sys
import threading

threads = int(sys.argv[1]) if len(sys.argv) > 1 else 4
finished = []


def numbers():
    try:
        n = 0
        while True:
            n += yield n
    finally:
        finished.append(threading.current_thread().name)


g = numbers()
next(g)
seen = []
turn = [0]
condition = threading.Condition()


def work(me):
    for step in range(me, 48, threads):
        with condition:
            condition.wait_for(lambda: turn[0] == step)
            seen.append(g.send(step))
            turn[0] += 1
            condition.notify_all()


workers = [threading.Thread(target=work, args=(n,)) for n in range(threads)]
for w in workers:
    w.start()
for w in workers:
    w.join()
print(seen == [n * (n + 1) // 2 for n in range(48)], seen[-1])  # expect: True 1128
closer = threading.Thread(target=g.close, name="closer")
closer.start()
closer.join()
print(finished)  # expect: ['closer']
