# Interpreter.prepare_main binds names in the other's __main__.
# cpython: the module is new in 3.14
import sys
from concurrent import interpreters

sys.stdout.reconfigure(line_buffering=True)

interp = interpreters.create()
interp.prepare_main({"a": 1, "b": "two"}, c=(3.0, None))
interp.exec("print(a, b, c, flush=True)")  # expect: 1 two (3.0, None)
interp.prepare_main(a=b"new")
interp.exec("print(a, b, flush=True)")  # expect: b'new' two

for wrong in ([], {}, {1}, object, 2**64, lambda: 1, interp):
    try:
        interp.prepare_main(d=wrong)
    except interpreters.NotShareableError as e:
        print("no:", str(e).endswith("does not support cross-interpreter data"), type(e.__cause__).__name__)
# expect: no: True NoneType
# expect: no: True NoneType
# expect: no: True NoneType
# expect: no: True NoneType
# expect: no: True OverflowError
# expect: no: True NoneType
# expect: no: True NoneType
interp.exec("print('d' in globals(), flush=True)")  # expect: False
# All or nothing.
try:
    interp.prepare_main(e=1, f=[])
except interpreters.NotShareableError:
    pass
interp.exec("print('e' in globals(), flush=True)")  # expect: False
try:
    interp.prepare_main()
except ValueError as e:
    print(e)  # expect: arg 2 must be a non-empty dict
try:
    interp.prepare_main({1: 2})
except TypeError as e:
    print("names")  # expect: names

# A queue arrives as the same queue.
queue = interpreters.create_queue()
interp.prepare_main(queue=queue)
interp.exec("queue.put('from there')")
print(queue.get())  # expect: from there
interp.close()


class Sub(int):
    pass


print([interpreters.is_shareable(x) for x in (None, True, 1, 1.0, "s", b"b", (), memoryview(b"m"), queue)])
# expect: [True, True, True, True, True, True, True, True, True]
print([interpreters.is_shareable(x) for x in ([], {}, set(), object(), Sub(1), 1j, bytearray(), len, interp)])
# expect: [False, False, False, False, False, False, False, False, False]
