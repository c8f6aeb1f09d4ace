# -X tracemalloc and PYTHONTRACEMALLOC begin with the program.
import os
import subprocess
import sys

ASK = "import tracemalloc as t; print(t.is_tracing(), t.get_traceback_limit(), t.get_traced_memory()[0] > 0)"


def ask(*options, **environment):
    environment = {**os.environ, **environment}
    done = subprocess.run([sys.executable, *options, "-c", ASK], env=environment, capture_output=True, text=True)
    return done.stdout.strip() or ("refused" if done.returncode else "nothing")


print(ask())  # expect: False 1 False
print(ask("-X", "tracemalloc"))  # expect: True 1 True
print(ask("-Xtracemalloc=25"))  # expect: True 25 True
print(ask("-X", "tracemalloc=0"))  # expect: False 1 False
print(ask("-X", "tracemalloc=-1"))  # expect: refused
print(ask("-X", "tracemalloc=65536"))  # expect: refused
print(ask(PYTHONTRACEMALLOC="3"))  # expect: True 3 True
print(ask(PYTHONTRACEMALLOC=""))  # expect: False 1 False
print(ask(PYTHONTRACEMALLOC="0"))  # expect: False 1 False
print(ask(PYTHONTRACEMALLOC="many"))  # expect: refused
print(ask("-X", "tracemalloc=2", PYTHONTRACEMALLOC="3"))  # expect: True 2 True
