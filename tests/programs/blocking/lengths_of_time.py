# A length of time that is no number, or none that a clock could run to, is refused by whatever would wait for it.
# cpython: 3.13 has other words
import os
import queue
import select
import signal
import socket
import threading
import time
from fractions import Fraction


def tried(function):
    try:
        return function()
    except Exception as error:
        return f"{type(error).__name__}: {error}"


reader, writer = os.pipe()
os.write(writer, b"x")
poll, epoll = select.poll(), select.epoll()
poll.register(reader)
epoll.register(reader)
waits = {
    "sleep": time.sleep,
    "lock": lambda length: threading.Lock().acquire(timeout=length),
    "queue": lambda length: queue.SimpleQueue().get(timeout=length),
    "select": lambda length: len(select.select([reader], [], [], length)),
    "poll": lambda length: len(poll.poll(length)),
    "epoll": lambda length: len(epoll.poll(length)),
    "socket": lambda length: socket.socket().settimeout(length),
    "timer": lambda length: signal.setitimer(signal.ITIMER_REAL, length),
    "signal": lambda length: signal.sigtimedwait([signal.SIGUSR1], length),
    "file": lambda length: os.utime(reader, (length, length)),
}
for length in (float("nan"), float("inf"), 1e30, 10**30):
    print(length, sorted({tried(lambda: wait(length)) for name, wait in waits.items() if name != "file"}))
# expect: nan ['ValueError: Invalid value NaN (not a number)']
# expect: inf ['OverflowError: timestamp out of range for C PyTime_t']
# expect: 1e+30 ['OverflowError: timestamp out of range for C PyTime_t']
# expect: 1000000000000000000000000000000 ['OverflowError: timestamp out of range for C PyTime_t']
for length in ("1", Fraction(1, 2)):
    for name, wait in waits.items():
        print(name, tried(lambda: wait(length)))
# expect: sleep TypeError: 'str' object cannot be interpreted as an integer or float
# expect: lock TypeError: 'str' object cannot be interpreted as an integer or float
# expect: queue TypeError: 'str' object cannot be interpreted as an integer or float
# expect: select TypeError: timeout must be a float or None
# expect: poll TypeError: timeout must be an integer or None
# expect: epoll TypeError: timeout must be an integer or None
# expect: socket TypeError: 'str' object cannot be interpreted as an integer or float
# expect: timer TypeError: 'str' object cannot be interpreted as an integer or float
# expect: signal TypeError: 'str' object cannot be interpreted as an integer or float
# expect: file TypeError: argument must be int or float, not str
# expect: sleep TypeError: 'fractions.Fraction' object cannot be interpreted as an integer or float
# expect: lock TypeError: 'fractions.Fraction' object cannot be interpreted as an integer or float
# expect: queue TypeError: 'fractions.Fraction' object cannot be interpreted as an integer or float
# expect: select TypeError: timeout must be a float or None
# expect: poll TypeError: timeout must be an integer or None
# expect: epoll TypeError: timeout must be an integer or None
# expect: socket TypeError: 'fractions.Fraction' object cannot be interpreted as an integer or float
# expect: timer TypeError: 'fractions.Fraction' object cannot be interpreted as an integer or float
# expect: signal TypeError: 'fractions.Fraction' object cannot be interpreted as an integer or float
# expect: file TypeError: argument must be int or float, not fractions.Fraction
for length in (0, 0.5, True, -1):
    print(waits["select"](abs(length)), waits["poll"](length), waits["epoll"](length))
print(tried(lambda: waits["select"](-1)), tried(lambda: waits["poll"](2**31)), tried(lambda: waits["epoll"](2**31)))
# expect: 3 1 1
# expect: 3 1 1
# expect: 3 1 1
# expect: 3 1 1
# expect: ValueError: timeout must be non-negative OverflowError: timeout is too large OverflowError: timeout is too large
