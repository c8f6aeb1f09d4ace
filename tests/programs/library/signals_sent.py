"""Every signal that can be sent arrives: the last one too, and those of faults end the process."""
import os
import signal
import subprocess
import sys

arrived = []
for number in (signal.SIGRTMIN, 63, signal.SIGRTMAX):
    signal.signal(number, lambda number, frame: arrived.append(number))
    signal.raise_signal(number)
    os.kill(os.getpid(), number)
print(arrived == [signal.SIGRTMIN, signal.SIGRTMIN, 63, 63, 64, 64])  # expect: True


def refuse(number, frame):
    raise KeyError(number)


for number in (63, 64):
    signal.signal(number, refuse)
    try:
        signal.raise_signal(number)
    except KeyError as error:
        print(error)
# expect: 63
# expect: 64

for wrong in ([0], [65], [-1], [1 << 62], [1 << 1000], ["a"]):
    try:
        signal.pthread_sigmask(signal.SIG_BLOCK, wrong)
    except (ValueError, TypeError) as error:
        print(type(error).__name__, error)
# expect: ValueError signal number 0 out of range [1; 64]
# expect: ValueError signal number 65 out of range [1; 64]
# expect: ValueError signal number -1 out of range [1; 64]
# expect: ValueError signal number 4611686018427387904 out of range [1; 64]
# expect: ValueError signal number -1 out of range [1; 64]
# expect: TypeError 'str' object cannot be interpreted as an integer
for number in (65, 1 << 40, 1 << 1000):
    for function in (signal.getsignal, signal.raise_signal):
        try:
            function(number)
        except (ValueError, OverflowError, OSError) as error:
            print(type(error).__name__, error)
# expect: ValueError signal number out of range
# expect: OSError [Errno 22] Invalid argument
# expect: OverflowError Python int too large to convert to C int
# expect: OverflowError Python int too large to convert to C int
# expect: OverflowError Python int too large to convert to C int
# expect: OverflowError Python int too large to convert to C int

# Nobody but the program's own signals is written to its file.
reader, writer = os.pipe()
os.set_blocking(writer, False)
signal.set_wakeup_fd(writer)
signal.signal(signal.SIGUSR1, lambda number, frame: None)
signal.raise_signal(signal.SIGUSR1)
print(list(os.read(reader, 9)))  # expect: [10]
signal.set_wakeup_fd(-1)


def ended(code):
    said = subprocess.run([sys.executable, "-c", "import faulthandler, os, signal\n" + code], capture_output=True)
    return said.returncode, said.stdout, said.stderr.partition(b"\n")[0]


for name in ("SIGSEGV", "SIGBUS"):
    print(ended(f"os.kill(os.getpid(), signal.{name}); print('goes on')"))
    print(ended(f"signal.raise_signal(signal.{name}); print('goes on')"))
    print(ended(f"faulthandler.enable(); os.kill(os.getpid(), signal.{name}); print('goes on')"))
    print(ended(f"signal.signal(signal.{name}, lambda *_: print('told')); os.kill(os.getpid(), signal.{name})"))
# expect: (-11, b'', b'')
# expect: (-11, b'', b'')
# expect: (-11, b'', b'Fatal Python error: Segmentation fault')
# expect: (0, b'told\n', b'')
# expect: (-7, b'', b'')
# expect: (-7, b'', b'')
# expect: (-7, b'', b'Fatal Python error: Bus error')
# expect: (0, b'told\n', b'')
