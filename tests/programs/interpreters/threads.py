# Threads and interpreters: made in threads, used from threads, with threads of their own.
# cpython: the module is new in 3.14
import sys
import threading
from concurrent import interpreters

sys.stdout.reconfigure(line_buffering=True)

results = interpreters.create_queue()
sums = []


def total(n):
    return sum(range(n * 1000))


def work(n):
    interp = interpreters.create()
    sums.append((n, interp.call(total, n)))
    interp.close()


threads = [threading.Thread(target=work, args=(n,)) for n in range(6)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(sorted(sums) == [(n, total(n)) for n in range(6)])  # expect: True
print(interpreters.list_all())  # expect: [Interpreter(0)]

# One interpreter, entered by one thread after the other: it is the same main thread each time.
interp = interpreters.create()
interp.exec("import threading; seen = set()")
for _ in range(3):
    t = threading.Thread(target=interp.exec, args=("seen.add(threading.get_ident())",))
    t.start()
    t.join()
interp.exec("print(len(seen), threading.current_thread() is threading.main_thread(), flush=True)")  # expect: 1 True

# Threads of the other's own go on while nobody is in its main thread, and its end waits for them.
interp.prepare_main(results=results)
interp.exec("""
import threading, time
go = threading.Event()
def later():
    go.wait()
    results.put('thread ran')
t = threading.Thread(target=later)
t.start()
""")
print(results.empty())  # expect: True
interp.exec("go.set()")
interp.exec("t.join()")
print(results.get())  # expect: thread ran
interp.exec("threading.Thread(target=lambda: (time.sleep(0.05), results.put('before the end'))).start()")
interp.close()
print(results.qsize())  # expect: 1

# No daemon threads.
interp = interpreters.create()
try:
    interp.exec("import threading; threading.Thread(target=print, daemon=True)")
except interpreters.ExecutionFailed as e:
    print(e.excinfo.formatted)  # expect: RuntimeError: daemon threads are disabled in this (sub)interpreter
t = interp.call_in_thread(print, "in a thread", flush=True)  # expect: in a thread
t.join()
interp.close()
