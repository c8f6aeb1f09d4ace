# A signal that whoever started a program has it ignore stays ignored, Ctrl-C too.
import subprocess
import sys

program = """
import os, signal

print(signal.getsignal(signal.SIGINT) is signal.SIG_IGN, signal.getsignal(signal.SIGHUP) is signal.SIG_IGN)
print(signal.getsignal(signal.SIGPIPE) is signal.SIG_IGN, signal.getsignal(signal.SIGTERM) is signal.SIG_DFL)
os.kill(os.getpid(), signal.SIGINT)
os.kill(os.getpid(), signal.SIGHUP)
print("still here")
signal.signal(signal.SIGINT, signal.default_int_handler)
try:
    signal.raise_signal(signal.SIGINT)
except KeyboardInterrupt:
    print("interrupted")
"""

ignoring = ["sh", "-c", "trap '' INT HUP; exec \"$0\" \"$@\""]
run = subprocess.run([*ignoring, sys.executable, "-c", program], capture_output=True, text=True)
print(run.stdout, end="")
# expect: True True
# expect: True True
# expect: still here
# expect: interrupted
print(run.returncode, repr(run.stderr))  # expect: 0 ''
