# sys.exit in the main thread waits too, and keeps its status.
import sys
import threading
import time


def late():
    time.sleep(0.02)
    print("thread is done")


threading.Thread(target=late).start()
print("leaving")  # expect: leaving
sys.exit(3)  # expect: thread is done
# exit: 3
