# What os has for those who start and watch processes.
import os
import signal
import subprocess
import sys
import time

r, w = os.pipe2(os.O_CLOEXEC)
os.write(w, b"abcdef")
target = bytearray(4)
view = memoryview(target)[1:3]
print(os.readinto(r, view), bytes(target), os.readinto(r, target), bytes(target))
try:
    os.readinto(r, b"bytes")
except TypeError:
    print("TypeError")
first = [os.dup(r) for _ in range(3)]
os.closerange(min(first), max(first) + 1)
closed = 0
for fd in first:
    try:
        os.fstat(fd)
    except OSError:
        closed += 1
os.closerange(-5, -1)
print(closed)
os.close(r)
os.close(w)
# cpython: os.readinto is of 3.14
# expect: 2 b'\x00ab\x00' 4 b'cdef'
# expect: TypeError
# expect: 3

print(os.sysconf("SC_PAGESIZE") >= 4096, os.sysconf("SC_OPEN_MAX") > 0, "SC_SEM_NSEMS_MAX" in os.sysconf_names)
for wrong in ("SC_NOTHING", 10**6, None):
    try:
        os.sysconf(wrong)
    except (ValueError, OSError, TypeError) as e:
        print(type(e).__name__)
status = os.statvfs("/")
print(status.f_bsize > 0, status.f_blocks >= status.f_bavail, status[0] == status.f_bsize, len(status))
# expect: True True True
# expect: ValueError
# expect: OSError
# expect: TypeError
# expect: True True True 10

old = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGUSR1])
print(signal.SIGUSR1 in old, signal.SIGUSR1 in signal.pthread_sigmask(signal.SIG_BLOCK, []))
got = []
signal.signal(signal.SIGUSR1, lambda *_: got.append(1))
signal.raise_signal(signal.SIGUSR1)
print(got, signal.SIGUSR1 in signal.sigpending())
signal.pthread_sigmask(signal.SIG_SETMASK, old)
deadline = time.monotonic() + 10
while not got and time.monotonic() < deadline:
    pass
print(got, signal.SIGKILL in signal.valid_signals(), 0 in signal.valid_signals())
# expect: False True
# expect: [] True
# expect: [1] True False

options = [f"-X{name}={value}" for name, value in sys._xoptions.items()]
child = subprocess.Popen(
    [sys.executable, *options, "-c", "import sys, time; print(sys.argv, flush=True); time.sleep(60)", "a", "-b"],
    stdout=subprocess.PIPE,
    start_new_session=True,
)
print(child.stdout.readline())
print(os.getpgid(child.pid) == child.pid, os.getsid(child.pid) == child.pid)
os.killpg(child.pid, signal.SIGTERM)
print(os.waitstatus_to_exitcode(os.wait()[1]))
child.returncode = 0
child.stdout.close()
# expect: b"['-c', 'a', '-b']\n"
# expect: True True
# expect: -15
