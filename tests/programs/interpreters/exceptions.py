# ExecutionFailed tells of an exception in the other interpreter by its names and texts.
# cpython: the module is new in 3.14
import sys
from concurrent import interpreters

sys.stdout.reconfigure(line_buffering=True)

interp = interpreters.create()


def fails(code):
    try:
        interp.exec(code)
    except interpreters.ExecutionFailed as e:
        return e
    raise AssertionError("did not fail")


e = fails("def f():\n    raise ValueError('bad', 1)\nf()")
info = e.excinfo
print(info.type.__name__, info.type.__qualname__, info.type.__module__)  # expect: ValueError ValueError builtins
print(info.msg, "|", info.formatted)  # expect: ('bad', 1) | ValueError: ('bad', 1)
print(isinstance(e, interpreters.InterpreterError), e.args)  # expect: True ("ValueError: ('bad', 1)",)
print(str(e))
# expect: ValueError: ('bad', 1)
# expect: 
# expect: Uncaught in the interpreter:
# expect: 
# expect: Traceback (most recent call last):
# expect:   File "<script>", line 3, in <module>
# expect:   File "<script>", line 2, in f
# expect: ValueError: ('bad', 1)

e = fails("class Own(Exception):\n    pass\nraise Own('mine')")
print(e.excinfo.formatted, e.excinfo.type.__module__)  # expect: Own: mine __main__
print(fails("import json; json.loads('{')").excinfo.type.__module__)  # expect: json.decoder
print(fails("import sys; sys.exit(3)").excinfo.formatted)  # expect: SystemExit: 3
print(fails("raise KeyboardInterrupt").excinfo.formatted)  # expect: KeyboardInterrupt: 
print(fails("def f(): f()\nf()").excinfo.type.__name__)  # expect: RecursionError
print(fails("1/0").excinfo.errdisplay.splitlines()[-1])  # expect: ZeroDivisionError: division by zero

# It goes on working, and nothing of the exception is left behind.
interp.exec("import sys; print(sys.exception(), flush=True)")  # expect: None

# What is being handled here is not what is being handled there.
try:
    raise LookupError("here")
except LookupError:
    interp.exec("import sys; print(sys.exception(), flush=True)")  # expect: None
    print(repr(sys.exception()))  # expect: LookupError('here')

snapshot = interpreters._interpreters.capture_exception(KeyError("k"))
print(snapshot.formatted, snapshot.type.__name__)  # expect: KeyError: 'k' KeyError
print(interpreters._interpreters.capture_exception())  # expect: None
