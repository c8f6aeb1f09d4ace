# An interpreter in an interpreter in an interpreter: each thread is in one at a time, and comes back.
# cpython: the module is new in 3.14
import sys
from concurrent import interpreters

sys.stdout.reconfigure(line_buffering=True)
queue = interpreters.create_queue()
SCRIPT = """
from concurrent import interpreters
me = interpreters.get_current().id
queue.put(f"{me} begins")
if depth:
    inner = interpreters.create()
    inner.prepare_main(script=script, depth=depth - 1, queue=queue)
    inner.exec(script)
    try:
        inner.exec("raise ValueError(depth)")
    except interpreters.ExecutionFailed as e:
        queue.put(f"{me} saw {e.excinfo.formatted}")
    try:
        inner.exec("from concurrent import interpreters; interpreters.Interpreter(" + str(me) + ").exec('pass')")
    except interpreters.ExecutionFailed as e:
        queue.put(f"{me} saw {e.excinfo.formatted}")
    try:
        interpreters.get_current().close()
    except interpreters.InterpreterError as e:
        queue.put(f"{me}: {e}")
    # The inner one ends with the outer one, which keeps it.
queue.put(f"{me} ends")
"""
outer = interpreters.create()
outer.prepare_main(script=SCRIPT, depth=2, queue=queue)
outer.exec(SCRIPT)
while not queue.empty():
    print(queue.get())
# expect: 1 begins
# expect: 2 begins
# expect: 3 begins
# expect: 3 ends
# expect: 2 saw ValueError: 0
# expect: 2 saw concurrent.interpreters.InterpreterError: interpreter already running
# expect: 2: cannot destroy the current interpreter
# expect: 2 ends
# expect: 1 saw ValueError: 1
# expect: 1 saw concurrent.interpreters.InterpreterError: interpreter already running
# expect: 1: cannot destroy the current interpreter
# expect: 1 ends
print(interpreters.list_all())  # expect: [Interpreter(0), Interpreter(1), Interpreter(2), Interpreter(3)]
outer.close()
print(interpreters.list_all())  # expect: [Interpreter(0)]

# Deep recursion in each of them, on one stack.
SINK = """
from concurrent import interpreters
def sink(n):
    if n:
        return sink(n - 1)
    if depth:
        inner = interpreters.create()
        inner.prepare_main(depth=depth - 1, script=script)
        inner.exec(script)
        inner.close()
    else:
        print("deep enough", flush=True)
sink(900)
try:
    sink(10**6)
except RecursionError:
    print("and no deeper", depth, flush=True)
"""
outer = interpreters.create()
outer.prepare_main(depth=2, script=SINK)
outer.exec(SINK)
# expect: deep enough
# expect: and no deeper 0
# expect: and no deeper 1
# expect: and no deeper 2
outer.close()
