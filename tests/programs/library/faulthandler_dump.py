# faulthandler says where a thread is, on its own or when a signal comes.
import faulthandler
import os
import re
import signal
import subprocess
import sys
import tempfile

print(faulthandler.is_enabled(), faulthandler.disable())
# expect: False False


def inner(file):
    faulthandler.dump_traceback(file, all_threads=False)


def outer(file):
    inner(file)


def lines(file):
    file.seek(0)
    return re.sub(r'File ".*?([^/"]*)"', r'File "\1"', file.read()).splitlines()


with tempfile.TemporaryFile("w+") as file:
    outer(file)
    for line in lines(file):
        print(line)
# expect: Stack (most recent call first):
# expect:   File "faulthandler_dump.py", line 15 in inner
# expect:   File "faulthandler_dump.py", line 19 in outer
# expect:   File "faulthandler_dump.py", line 28 in <module>

with tempfile.TemporaryFile("w+") as file:
    faulthandler.enable(file)
    print(faulthandler.is_enabled(), faulthandler.disable(), faulthandler.is_enabled())
# expect: True True False

with tempfile.TemporaryFile("w+") as file:
    faulthandler.register(signal.SIGUSR1, file, all_threads=False)
    os.kill(os.getpid(), signal.SIGUSR1)
    print(faulthandler.unregister(signal.SIGUSR1), faulthandler.unregister(signal.SIGUSR1))
    print(lines(file)[0], "faulthandler_dump.py" in lines(file)[1])
# expect: True False
# expect: Stack (most recent call first): True

with tempfile.NamedTemporaryFile("w+") as file:
    faulthandler.dump_traceback_later(0.05, file=file)
    text = ""
    while "in <module>\n" not in text:
        with open(file.name) as written:
            text = written.read()
    told = text.splitlines()
    print(told[0], told[1].startswith("Thread 0x"), told[-1].startswith('  File "'))
    faulthandler.cancel_dump_traceback_later()
    faulthandler.dump_traceback_later(1000, file=file)
    faulthandler.cancel_dump_traceback_later()
# expect: Timeout (0:00:00.050000)! True True

program = """
import faulthandler, time
faulthandler.dump_traceback_later(0.05, exit=True)
time.sleep(1000)
"""
ended = subprocess.run([sys.executable, "-c", program], stderr=subprocess.PIPE, text=True)
print(ended.returncode, ended.stderr.splitlines()[0], ended.stderr.splitlines()[-1])
# expect: 1 Timeout (0:00:00.050000)!   File "<string>", line 4 in <module>


def handler(signum, frame):
    print(signum == signal.SIGUSR2, frame.f_code.co_name)


def interrupted():
    os.kill(os.getpid(), signal.SIGUSR2)
    return 1


signal.signal(signal.SIGUSR2, handler)
interrupted()
# expect: True interrupted

for call in (lambda: faulthandler.register(signal.SIGSEGV), lambda: faulthandler.dump_traceback(-1), lambda: faulthandler.dump_traceback_later(0)):
    try:
        call()
    except (RuntimeError, ValueError) as error:
        print(f"{type(error).__name__}: {error}")
# expect: RuntimeError: signal 11 cannot be registered, use enable() instead
# expect: ValueError: file is not a valid file descriptor
# expect: ValueError: timeout must be greater than 0
