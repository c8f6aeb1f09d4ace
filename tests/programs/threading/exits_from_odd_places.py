# Programs that exit from odd places.
import sys
import threading
import _thread


def attempt(name, f):
    worker = threading.Thread(target=f, name=name)
    worker.start()
    worker.join()
    print(name, worker.is_alive())


hooked = []
threading.excepthook = lambda args: hooked.append(args.exc_type.__name__)
attempt("sys.exit", lambda: sys.exit("not shown"))
attempt("_thread.exit", _thread.exit)
attempt("a number", lambda: sys.exit(3))


def interrupt():
    raise KeyboardInterrupt


attempt("KeyboardInterrupt", interrupt)
print(hooked)
try:
    try:
        sys.exit(5)
    finally:
        print("finally")
except SystemExit as e:
    print(e.code)


class Exits:
    def __del__(self):
        sys.exit(7)


sys.unraisablehook = lambda unraisable: print("unraisable", unraisable.exc_type.__name__)
Exits()
print("end")
# expect: sys.exit False
# expect: _thread.exit False
# expect: a number False
# expect: KeyboardInterrupt False
# expect: ['SystemExit', 'SystemExit', 'SystemExit', 'KeyboardInterrupt']
# expect: finally
# expect: 5
# expect: unraisable SystemExit
# expect: end
