# Signals are the main interpreter's.
# cpython: the module is new in 3.14
import signal
import sys
from concurrent import interpreters

sys.stdout.reconfigure(line_buffering=True)

interp = interpreters.create()
for code in ("import signal; signal.signal(signal.SIGINT, signal.SIG_DFL)", "import signal; signal.set_wakeup_fd(-1)"):
    try:
        interp.exec(code)
    except interpreters.ExecutionFailed as e:
        print(e.excinfo.formatted)
# expect: ValueError: signal only works in main thread of the main interpreter
# expect: ValueError: set_wakeup_fd only works in main thread of the main interpreter

got = []
signal.signal(signal.SIGUSR1, lambda number, frame: got.append(number == signal.SIGUSR1))
interp.exec("import signal; signal.raise_signal(signal.SIGUSR1); print('there', flush=True)")  # expect: there
print(got)  # expect: [True]
interp.exec("import _thread; _thread.interrupt_main(10)")
print(got)  # expect: [True, True]
interp.close()
