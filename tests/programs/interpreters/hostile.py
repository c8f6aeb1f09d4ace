# What asks for too much ends in an exception.
# cpython: the module is new in 3.14
import _interpqueues
import _interpreters
from concurrent import interpreters

# Tuples in tuples, too deep to cross.
queue = interpreters.create_queue()
deep = ()
for _ in range(100_000):
    deep = (deep,)
for use in (queue.put, lambda deep: interpreters.create().prepare_main(deep=deep)):
    try:
        use(deep)
    except RecursionError as e:
        print(e)
# expect: maximum recursion depth exceeded while sharing a tuple
# expect: maximum recursion depth exceeded while sharing a tuple
shallow = ()
for _ in range(300):
    shallow = (shallow,)
queue.put(shallow)
print(queue.get() == shallow)  # expect: True

# Each queue holds the only reference to the next one.
last = interpreters.create_queue()
for _ in range(30_000):
    outer = _interpqueues.create(0)
    _interpqueues.bind(outer)
    _interpqueues.put(outer, last)
    last = interpreters.Queue(outer)
    _interpqueues.release(outer)
print(len(_interpqueues.list_all()) > 30_000)  # expect: True
del last
print(_interpqueues.list_all() == [(queue.id, 3, 1)])  # expect: True

# Numbers that mean nothing.
for use in (_interpreters.exec, _interpreters.destroy, _interpreters.decref, _interpqueues.get, _interpqueues.release):
    for number in (-1, 10**6, 2**63, None):
        try:
            use(number, *(["pass"] if use is _interpreters.exec else []))
        except (RuntimeError, ValueError, OverflowError, TypeError, _interpreters.InterpreterError):
            pass
        else:
            print("accepted", use, number)
try:
    _interpqueues.put(queue.id, 1, 7)
except ValueError as e:
    print(e)  # expect: unsupported unboundop 7
try:
    _interpqueues._register_heap_types(1, 2, 3)
except TypeError as e:
    print(e)  # expect: expected a type for 'queuetype'

# An interpreter without a __main__, and a callable that wants to be pickled for ever.
interp = interpreters.create()
interp.exec("import sys; del sys.modules['__main__']")
try:
    interp.exec("pass")
except interpreters.ExecutionFailed as e:
    print(e.excinfo.formatted)  # expect: RuntimeError: failed to get __main__ namespace


class Endless:
    def __reduce__(self):
        return (list, ([Endless()],))


try:
    interp.call(len, Endless())
except (interpreters.NotShareableError, RecursionError) as e:
    print("refused")  # expect: refused
interp.close()
