# Others run while one waits for a condition, an event, a barrier or a semaphore.
import threading

condition, event, barrier, semaphore = (
    threading.Condition(),
    threading.Event(),
    threading.Barrier(2),
    threading.Semaphore(0),
)
log = []


def compute():
    total = 0
    for n in range(10000):
        total += n
    return total


def other():
    compute()
    with condition:
        log.append("condition")
        condition.notify()
    compute()
    event.set()
    compute()
    barrier.wait()
    compute()
    semaphore.release()


t = threading.Thread(target=other)
with condition:
    t.start()
    condition.wait()
print(event.wait(), log)  # expect: True ['condition']
barrier.wait()
print(semaphore.acquire())  # expect: True
t.join()
