# os.timerfd_create: timers that are descriptors; clocks that nobody may set; numbers of fcntl.
import fcntl
import os
import select
import time


def tried(function, *arguments, **named):
    try:
        return function(*arguments, **named)
    except Exception as error:
        return f"{type(error).__name__}: {error}"


timer = os.timerfd_create(time.CLOCK_MONOTONIC)
print(os.get_inheritable(timer), os.timerfd_gettime(timer), os.timerfd_gettime_ns(timer))
# expect: False (0.0, 0.0) (0, 0)
print(os.timerfd_settime(timer, initial=0.01, interval=30.5), os.timerfd_gettime(timer)[1], os.timerfd_gettime_ns(timer)[1])
# expect: (0.0, 0.0) 30.5 30500000000
print(select.select([timer], [], [])[0] == [timer], os.read(timer, 8) == (1).to_bytes(8, "little"))
# expect: True True
left, interval = os.timerfd_settime_ns(timer, initial=1, interval=0)
print(0 < left <= 30_500_000_000, interval, os.read(timer, 8)[0], os.timerfd_gettime(timer))
# expect: True 30500000000 1 (0.0, 0.0)
print(tried(os.timerfd_settime, timer, flags=os.TFD_TIMER_ABSTIME, initial=time.monotonic() - 1), os.read(timer, 8)[0])
# expect: (0.0, 0.0) 1
for arguments in ({"initial": -1}, {"initial": "x"}, {"flags": 99}):
    print(tried(os.timerfd_settime, timer, **arguments))
# expect: OSError: [Errno 22] Invalid argument
# expect: TypeError: must be real number, not str
# expect: OSError: [Errno 22] Invalid argument
print([tried(os.timerfd_settime, timer, initial=length).partition(":")[0] for length in (float("nan"), 1e30)])
# expect: ['OverflowError', 'OverflowError']
print(tried(os.timerfd_settime_ns, timer, initial=1.5), tried(os.timerfd_create, 99), tried(os.timerfd_gettime, 1))
# expect: TypeError: 'float' object cannot be interpreted as an integer OSError: [Errno 22] Invalid argument OSError: [Errno 22] Invalid argument
print(tried(time.clock_settime, time.CLOCK_MONOTONIC, 1), tried(time.clock_settime_ns, time.CLOCK_MONOTONIC, "x"))
# expect: OSError: [Errno 22] Invalid argument TypeError: expect int, got str
memory = os.memfd_create("sealed", os.MFD_ALLOW_SEALING)
os.write(memory, b"once")
print(fcntl.fcntl(memory, fcntl.F_ADD_SEALS, fcntl.F_SEAL_WRITE), fcntl.fcntl(memory, fcntl.F_GET_SEALS), tried(os.write, memory, b"more"))
# expect: 0 8 PermissionError: [Errno 1] Operation not permitted
