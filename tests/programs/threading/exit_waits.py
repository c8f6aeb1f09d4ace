# The program waits for its threads before it ends, also for those that wait for one another.
import threading

passed = [threading.Event() for _ in range(4)]


def late(n):
    passed[n - 1].wait()
    print("thread", n)
    passed[n].set()


for n in (3, 1, 2):
    threading.Thread(target=late, args=(n,)).start()
print("main is done")
passed[0].set()
# expect: main is done
# expect: thread 1
# expect: thread 2
# expect: thread 3
