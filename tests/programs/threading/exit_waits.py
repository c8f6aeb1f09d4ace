# The program waits for its threads before it ends, in the order they end.
import threading
import time


def late(n):
    time.sleep(0.02 * n)
    print("thread", n)


for n in (3, 1, 2):
    threading.Thread(target=late, args=(n,)).start()
print("main is done")
# expect: main is done
# expect: thread 1
# expect: thread 2
# expect: thread 3
