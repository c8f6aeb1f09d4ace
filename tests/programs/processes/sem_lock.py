# The semaphores that multiprocessing's locks are made of, by themselves.
import _multiprocessing
import os
import signal
import threading
import time
from _multiprocessing import SemLock

RECURSIVE_MUTEX, SEMAPHORE = 0, 1
name = f"/granular-test-{os.getpid()}"

mutex = SemLock(RECURSIVE_MUTEX, 1, 1, name, False)
print(mutex.kind, mutex.maxvalue, mutex.name == name, mutex.handle > 0, SemLock.SEM_VALUE_MAX)
print(mutex.acquire(), mutex.acquire(False), mutex._count(), mutex._is_mine(), mutex._is_zero())
mutex.release()
mutex.release()
print(mutex._count(), mutex._is_mine(), mutex._get_value())
try:
    mutex.release()
except AssertionError as e:
    print(e)
# expect: 0 1 True True 2147483647
# expect: True True 2 True True
# expect: 0 False 1
# expect: attempt to release recursive lock not owned by thread

other = SemLock._rebuild(mutex.handle, RECURSIVE_MUTEX, 1, name)
with mutex:
    print(other.acquire(False), other.acquire(True, 0.01), other.acquire(timeout=-1), other._is_zero())
print(other.acquire(), other._is_mine(), mutex._is_mine(), mutex._get_value())
other.release()
# expect: False False False True
# expect: True True False 0

# A thread that does not hold it waits without keeping others from running.
mutex.acquire()
thread_took = []
t = threading.Thread(target=lambda: (thread_took.append(mutex.acquire()), mutex.release()))
t.start()
time.sleep(0.05)
print(thread_took, mutex._count())
mutex.release()
t.join()
print(thread_took, mutex._get_value())
# expect: [] 1
# expect: [True] 1

try:
    SemLock(SEMAPHORE, 1, 1, name, False)
except FileExistsError as e:
    print(e.errno)
_multiprocessing.sem_unlink(name)
for call in (
    lambda: _multiprocessing.sem_unlink(name),
    lambda: SemLock._rebuild(0, SEMAPHORE, 1, name),
):
    try:
        call()
    except FileNotFoundError as e:
        print(e.errno)
for arguments in ((2, 1, 1, name, True), (SEMAPHORE, 1, 1, "a\0b", True)):
    try:
        SemLock(*arguments)
    except ValueError as e:
        print(e)
# expect: 17
# expect: 2
# expect: 2
# expect: unrecognized kind
# expect: embedded null character

semaphore = SemLock(SEMAPHORE, 0, 1, name, True)
print(semaphore.name, semaphore.acquire(False))
# expect: None False


class Alarm(Exception):
    pass


def alarm(*_):
    raise Alarm


signal.signal(signal.SIGALRM, alarm)
for timeout in (None, 60):
    signal.setitimer(signal.ITIMER_REAL, 0.05)
    try:
        semaphore.acquire(True, timeout)
    except Alarm:
        print("interrupted", semaphore._count())
signal.signal(signal.SIGALRM, lambda *_: semaphore.release())
signal.setitimer(signal.ITIMER_REAL, 0.05)
print(semaphore.acquire(True, 60))
semaphore.release()
try:
    semaphore.release()
except ValueError as e:
    print(e)
# expect: interrupted 0
# expect: interrupted 0
# expect: True
# expect: semaphore or lock released too many times
