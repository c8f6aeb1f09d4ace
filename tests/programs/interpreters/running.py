# One thread at a time is in an interpreter; while one is, it is not closed.
# cpython: the module is new in 3.14
import threading
from concurrent import interpreters

interp = interpreters.create()
ready, go = interpreters.create_queue(), interpreters.create_queue()
interp.prepare_main(ready=ready, go=go)
thread = threading.Thread(target=interp.exec, args=("ready.put(1)\ngo.get()",))
thread.start()
print(ready.get(), interp.is_running())  # expect: 1 True
for use in (interp.close, lambda: interp.exec("pass"), lambda: interp.call(len, ""), lambda: interp.prepare_main(a=1)):
    try:
        use()
    except interpreters.InterpreterError as e:
        print(e)
# expect: interpreter running
# expect: interpreter already running
# expect: interpreter already running
# expect: interpreter already running
go.put(None)
thread.join()
print(interp.is_running())  # expect: False
interp.close()

# The last reference is given up while it runs: it ends when it has run.
interp = interpreters.create()
number = interp.id
interp.prepare_main(ready=ready, go=go)
interp.exec("import atexit; atexit.register(lambda: ready.put('ended'))")
thread = threading.Thread(target=interpreters._interpreters.exec, args=(number, "ready.put(2)\ngo.get()"))
thread.start()
print(ready.get())  # expect: 2
del interp
print(number in [id for id, _ in interpreters._interpreters.list_all()])  # expect: True
go.put(None)
thread.join()
print(number in [id for id, _ in interpreters._interpreters.list_all()])  # expect: False
print(ready.get())  # expect: concurrent.interpreters._queues.UNBOUND
