# The main thread competes with the others for the same objects.
import sys
import threading

threads = int(sys.argv[1]) if len(sys.argv) > 1 else 4
todo = list(range(3000))
done = {}
lock = threading.Lock()


def work():
    name = threading.current_thread().name
    while True:
        with lock:
            if not todo:
                return
            n = todo.pop()
        done[n] = n * n, name


workers = [threading.Thread(target=work, name=f"w{n}") for n in range(threads)]
for w in workers:
    w.start()
work()
for w in workers:
    w.join()
print(len(done), all(done[n][0] == n * n for n in range(3000)))  # expect: 3000 True
print({name for _, name in done.values()} <= {"MainThread"} | {f"w{n}" for n in range(threads)})
# expect: True
