# Others run while one sleeps.
import threading
import time

done = []


def compute():
    total = 0
    for n in range(20000):
        total += n
    done.append(total)


t = threading.Thread(target=compute)
t.start()
while not done:
    time.sleep(0.001)
t.join()
print(done)  # expect: [199990000]
