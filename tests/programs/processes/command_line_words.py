"""Code behind `-c` may be indented, words need be no UTF-8, and the number of processors may be told."""
# cpython: 3.13 does not take indented code
import os
import subprocess
import sys


def run(*words, **variables):
    environment = {name: value for name, value in os.environ.items() if name != "PYTHON_CPU_COUNT"}
    done = subprocess.run([sys.executable, *words], capture_output=True, env={**environment, **variables})
    return done.returncode, done.stdout, done.stderr.strip().rpartition(b"\n")[2]


print(run("-c", "\n    print('one')\n    if 1:\n        print('two')\n"))  # expect: (0, b'one\ntwo\n', b'')
print(run("-c", "\t\tprint(1)\n\n\t\tprint(2)"))  # expect: (0, b'1\n2\n', b'')
print(run("-c", "\n  text = '''\n\n  a\n     \n  '''\n  print([text])"))  # expect: (0, b"['\\n\\na\\n\\n']\n", b'')
print(run("-c", "  \t\n \n"))  # expect: (0, b'', b'')
print(run("-c", "if 1:\n    print(1)"))  # expect: (0, b'1\n', b'')
print(run("-c", "    if 1:\n  print(1)"))  # expect: (1, b'', b'IndentationError: unexpected indent')
print(run("-c", "import sys; print(ascii(sys.argv[1:]), ascii(sys.orig_argv[-1]))", b"\xff\xc3", "\u00e9"))
# expect: (0, b"['\\udcff\\udcc3', '\\xe9'] '\\xe9'\n", b'')
COUNT = "import os, sys; print(os.cpu_count(), os.process_cpu_count(), sys._xoptions.get('cpu_count'))"
print(run("-X", "cpu_count=4321", "-c", COUNT))  # expect: (0, b'4321 4321 4321\n', b'')
print(run("-c", COUNT, PYTHON_CPU_COUNT="1234"))  # expect: (0, b'1234 1234 None\n', b'')
print(run("-X", "cpu_count=12", "-c", COUNT, PYTHON_CPU_COUNT="1234"))  # expect: (0, b'12 12 12\n', b'')
everything = f"{os.cpu_count()} {os.process_cpu_count()}".encode()
print(run("-X", "cpu_count=default", "-c", COUNT, PYTHON_CPU_COUNT="1234")[1] == everything + b" default\n")
# expect: True
print(run("-E", "-c", COUNT, PYTHON_CPU_COUNT="1234")[1] == everything + b" None\n")  # expect: True
