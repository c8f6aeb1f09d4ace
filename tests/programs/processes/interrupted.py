"""A program that Ctrl-C ends dies of it, so that a shell sees that it was interrupted; its output has gone out before."""
# cpython: 3.13 does not die of a class derived from KeyboardInterrupt
import signal
import subprocess
import sys


def run(*words):
    done = subprocess.run([sys.executable, *words], capture_output=True, text=True)
    return done.returncode == -signal.SIGINT, done.stdout, done.stderr.strip().rpartition("\n")[2]


print(run("-c", "print('out'); raise KeyboardInterrupt"))  # expect: (True, 'out\n', 'KeyboardInterrupt')
print(run("-c", "import os, signal; os.kill(os.getpid(), signal.SIGINT)"))  # expect: (True, '', 'KeyboardInterrupt')
end = "import atexit; atexit.register(print, 'end')\nclass Mine(KeyboardInterrupt): pass\nraise Mine"
print(run("-c", end)[:2])  # expect: (True, 'end\n')
print(run("-c", "import sys; sys.exit(130)"))  # expect: (False, '', '')
catching = "try: raise KeyboardInterrupt\nexcept KeyboardInterrupt: print('caught')"
print(run("-c", catching))  # expect: (False, 'caught\n', '')
