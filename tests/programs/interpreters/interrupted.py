# Ctrl-C reaches the main thread also while it is in another interpreter.
# cpython: there it waits for the other interpreter
import os
import signal
import sys
import threading
from concurrent import interpreters

sys.stdout.reconfigure(line_buffering=True)
interp = interpreters.create()
ready = interpreters.create_queue()
interp.prepare_main(ready=ready)


def interrupt_when_ready():
    ready.get()
    os.kill(os.getpid(), signal.SIGINT)


for code in ("while True: pass", "import time; time.sleep(100)", "empty = __import__('concurrent.interpreters').interpreters.create_queue(); empty.get()",
             "import _interpchannels as channels; channels.send(channels.create(), 'to nobody')"):
    thread = threading.Thread(target=interrupt_when_ready)
    thread.start()
    try:
        interp.exec("ready.put(1)\n" + code)
    except KeyboardInterrupt:
        print("interrupted")
    thread.join()
# expect: interrupted
# expect: interrupted
# expect: interrupted
# expect: interrupted
interp.exec("print('goes on', flush=True)")  # expect: goes on

# A handler of the program's own is the main interpreter's: it waits.
signal.signal(signal.SIGINT, lambda *_: print("handled"))
interp.exec("import os, signal, time; os.kill(os.getpid(), signal.SIGINT); time.sleep(0.05); print('first', flush=True)")
# expect: first
# expect: handled
interp.close()
