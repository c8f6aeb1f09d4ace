# An interpreter's end: atexit, finalizers, output, in the interpreter itself; also at the end of the program.
# cpython: the module is new in 3.14
from concurrent import interpreters

CODE = """
import atexit, sys
class Noisy:
    def __del__(self):
        print("finalized", name, sys.is_finalizing())
noisy = Noisy()
cycle = [noisy]
cycle.append(cycle)
atexit.register(lambda: print("atexit", name))
print("begun", name)
"""
one = interpreters.create()
one.prepare_main(name="one")
one.exec(CODE)
print("main goes on", flush=True)  # expect: main goes on
one.close()
# expect: begun one
# expect: atexit one
# expect: finalized one True
print("closed", flush=True)  # expect: closed
two = interpreters.create()
two.prepare_main(name="two")
two.exec(CODE)
three = interpreters.create()
three.exec("raise_at_end = 1\nimport atexit\natexit.register(lambda: 1/0)")
import atexit

atexit.register(print, "main's atexit", flush=True)
print("end of main", flush=True)  # expect: end of main
# expect: main's atexit
# expect: begun two
# expect: atexit two
# expect: finalized two True
# expect-error: ZeroDivisionError: division by zero
# exit: 0
