# -O and -OO, and what compile() makes of optimize.
import os
import subprocess
import sys

source = '''
"""Module."""
import sys
def f(x):
    "Function."
    assert x, print("asserted")
    assert (y := x) or True
    return __debug__, f.__doc__
class C:
    """Class."""
    x = 1 if __debug__ else 2
    if __debug__:
        y = "debug"
    else:
        y = "release"
def only():
    """Nothing but this."""
def scopes():
    assert [late for late in range(3)]
    try:
        return late
    except NameError as error:
        return str(error)
    finally:
        assert False if not __debug__ else True
try:
    print(*f(0))
except AssertionError as error:
    print("AssertionError", error)
print(__doc__, C.__doc__, C.x, C.y, only.__doc__, only(), scopes(), __debug__)
try:
    assert False
    print("passed")
except AssertionError:
    print("caught")
'''
for level in (0, 1, 2):
    exec(compile(source, "<level>", "exec", optimize=level))
# expect: asserted
# expect: AssertionError None
# expect: Module. Class. 1 debug Nothing but this. None name 'late' is not defined True
# expect: caught
# expect: False Function.
# expect: Module. Class. 2 release Nothing but this. None name 'late' is not defined False
# expect: passed
# expect: False None
# expect: Module. None 2 release None None name 'late' is not defined False
# expect: passed
print([eval(compile("__debug__", "<e>", "eval", optimize=level)) for level in (-1, 0, 1, 2)])
# expect: [True, True, False, False]
try:
    compile("1", "<e>", "eval", optimize=3)
except ValueError as error:
    print(error)
# expect: compile(): invalid optimize value


def run(*options, **environment):
    words = [sys.executable, *options, "-c", "import sys; print(sys.flags.optimize, __debug__, sys.flags.bytes_warning); assert 0, 1"]
    environment = {**os.environ, **environment}
    done = subprocess.run(words, capture_output=True, text=True, env=environment)
    print([done.stdout.strip(), done.returncode, done.stderr.strip().rpartition("\n")[2]])


run()  # expect: ['0 True 0', 1, 'AssertionError: 1']
run("-O")  # expect: ['1 False 0', 0, '']
run("-OO", "-b")  # expect: ['2 False 1', 0, '']
run(PYTHONOPTIMIZE="1")  # expect: ['1 False 0', 0, '']
run(PYTHONOPTIMIZE="x")  # expect: ['1 False 0', 0, '']
run("-O", PYTHONOPTIMIZE="2")  # expect: ['2 False 0', 0, '']
# A program that this one starts gets the same.
nested = "import subprocess, sys; print(subprocess._args_from_interpreter_flags())"
for options in (["-OO"], ["-b", "-O"]):
    words = [sys.executable, *options, "-c", nested]
    flags = subprocess.run(words, capture_output=True, text=True).stdout
    print([word for word in eval(flags) if word.startswith(("-O", "-b"))])
# expect: ['-OO']
# expect: ['-O', '-b']
# A module that is imported is compiled so too.
words = [sys.executable, "-OO", "-c", "import textwrap, this_is_not_there"]
print(subprocess.run(words, capture_output=True, text=True).stderr.strip().rpartition("\n")[2])
# expect: ModuleNotFoundError: No module named 'this_is_not_there'
words = [sys.executable, "-OO", "-c", "import textwrap, argparse; print(textwrap.__doc__, argparse.ArgumentParser.__doc__)"]
print(subprocess.run(words, capture_output=True, text=True).stdout.strip())  # expect: None None
# -b warns where bytes are taken for text, -bb raises.
doubtful = '''
def f():
    for make in (lambda: b"a" == "a", lambda: "a" != bytearray(b"a"), lambda: b"a" == 1, lambda: str(b"x"), lambda: "%s" % bytearray(), lambda: f"{b''}", lambda: b"a" == [], lambda: repr(b"")):
        try:
            print(make())
        except BytesWarning as warning:
            print("raised", warning)
f()
'''
for options in ([], ["-b"], ["-bb"]):
    done = subprocess.run([sys.executable, *options, "-c", doubtful], capture_output=True, text=True)
    print(done.stdout.split("\n"))
    print([line.partition("BytesWarning: ")[2] for line in done.stderr.split("\n") if "BytesWarning: " in line])
# expect: ['False', 'True', 'False', "b'x'", "bytearray(b'')", "b''", 'False', "b''", '']
# expect: []
# expect: ['False', 'True', 'False', "b'x'", "bytearray(b'')", "b''", 'False', "b''", '']
# expect: ['Comparison between bytes and string', 'Comparison between bytearray and string', 'Comparison between bytes and int', 'str() on a bytes instance', 'str() on a bytearray instance']
# expect: ['raised Comparison between bytes and string', 'raised Comparison between bytearray and string', 'raised Comparison between bytes and int', 'raised str() on a bytes instance', 'raised str() on a bytearray instance', 'raised str() on a bytes instance', 'False', "b''", '']
# expect: []
