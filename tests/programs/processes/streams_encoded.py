"""The standard streams have the encoding and the error handler that the environment asks for."""
# cpython: 3.13 may be in no UTF-8 mode
import os
import subprocess
import sys

LOCALES = ("LC_ALL", "LC_CTYPE", "LANG", "PYTHONIOENCODING")


def run(code, *options, **variables):
    environment = {name: value for name, value in os.environ.items() if name not in LOCALES}
    words = [sys.executable, *options, "-c", code]
    done = subprocess.run(words, capture_output=True, env={**environment, **variables})
    return done.returncode, done.stdout.strip(), done.stderr.strip().rpartition(b"\n")[2]


print(run("print(chr(0xa2))", PYTHONIOENCODING="latin-1"))  # expect: (0, b'\xa2', b'')
print(run("print(chr(0xa2))", PYTHONIOENCODING="ascii:replace"))  # expect: (0, b'?', b'')
print(run("print(chr(0xa2))", PYTHONIOENCODING="ascii"))
# expect: (1, b'', b"UnicodeEncodeError: 'ascii' codec can't encode character '\\xa2' in position 0: ordinal not in range(128)")
print(run("print(chr(0xdcbd))", PYTHONIOENCODING=":surrogateescape"))  # expect: (0, b'\xbd', b'')
print(run("print(chr(0xa2))", "-E", PYTHONIOENCODING="ascii:replace", LC_ALL="C.UTF-8"))
# expect: (0, b'\xc2\xa2', b'')
HANDLERS = "import sys; print(sys.stdin.errors, sys.stdout.errors, sys.stderr.errors, sys.stdin.encoding)"
print(run(HANDLERS, LC_ALL="C"))  # expect: (0, b'surrogateescape surrogateescape backslashreplace utf-8', b'')
print(run(HANDLERS, LC_ALL="POSIX"))  # expect: (0, b'surrogateescape surrogateescape backslashreplace utf-8', b'')
print(run(HANDLERS))  # expect: (0, b'surrogateescape surrogateescape backslashreplace utf-8', b'')
print(run(HANDLERS, LC_ALL="C.UTF-8", PYTHONIOENCODING="utf-8"))
# expect: (0, b'strict strict backslashreplace utf-8', b'')
print(run(HANDLERS, LC_ALL="C", PYTHONIOENCODING="utf-8:strict"))
# expect: (0, b'strict strict backslashreplace utf-8', b'')
# Exit statuses are what C makes of them.
for status in ("0xffffffff", "2**128", "-(2**70)", "256", "-1"):
    print(status, run(f"import sys; sys.exit({status})"))
# expect: 0xffffffff (255, b'', b'')
# expect: 2**128 (255, b'', b'')
# expect: -(2**70) (255, b'', b'')
# expect: 256 (0, b'', b'')
# expect: -1 (255, b'', b'')
for limit in ("1", "0", "-1", "-(1 << 1000)", "1 << 1000"):
    code = f"import sys\ndef f(): 1 / 0\nsys.tracebacklimit = {limit}\nf()"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    print(limit, [line.split(",", 1)[-1] for line in done.stderr.splitlines() if line.startswith("  File")])
# expect: 1 [' line 2, in f']
# expect: 0 []
# expect: -1 []
# expect: -(1 << 1000) []
# expect: 1 << 1000 [' line 4, in <module>', ' line 2, in f']
# Nothing forks when the program is ending.
FORK = """if 1:
    import os, subprocess, sys
    class Last:
        def __init__(self, act):
            self.act = act
        def __del__(self):
            self.act()
            print("not here")
    fork = Last(os.fork)
    start = Last(lambda: subprocess.Popen([sys.executable, "-c", ""], preexec_fn=id))
"""
done = subprocess.run([sys.executable, "-c", FORK], capture_output=True, text=True)
print(done.returncode, done.stdout, sorted(line for line in done.stderr.splitlines() if "shutdown" in line))
# expect: 0  ["PythonFinalizationError: can't fork at interpreter shutdown", 'PythonFinalizationError: preexec_fn not supported at interpreter shutdown']
