"""Memory that runs out by and by, in small pieces, is a MemoryError, and the program goes on."""
# cpython: it has no memory left to handle some of these with

import subprocess
import sys

KIB = 300_000
FILL = """
import sys

class Instance:
    def __init__(self, number):
        self.number = number
        self.text = str(number)

make = {
    "strings": lambda n: "text %d" % n,
    "instances": Instance,
    "functions": lambda n: lambda: n,
}[sys.argv[1]]

def fill_list():
    kept = []
    while True:
        kept.append(make(len(kept)))

def fill_dict():
    kept = {}
    while True:
        kept[len(kept)] = make(len(kept))

def fill_set():
    kept = set()
    while True:
        kept.add(len(kept) + 0.5)

for fill in fill_list, fill_dict, fill_set:
    try:
        fill()
    except MemoryError as error:
        print(sys.argv[1], fill.__name__, repr(error))
print(len([make(n) for n in range(1000)]))
"""

for what in "strings", "instances", "functions":
    limited = ["sh", "-c", f'ulimit -v {KIB}; exec "$@"', "sh", sys.executable, "-c", FILL, what]
    done = subprocess.run(limited, capture_output=True, text=True)
    print(done.stdout + done.stderr, end="")
    print(done.returncode)
# expect: strings fill_list MemoryError()
# expect: strings fill_dict MemoryError()
# expect: strings fill_set MemoryError()
# expect: 1000
# expect: 0
# expect: instances fill_list MemoryError()
# expect: instances fill_dict MemoryError()
# expect: instances fill_set MemoryError()
# expect: 1000
# expect: 0
# expect: functions fill_list MemoryError()
# expect: functions fill_dict MemoryError()
# expect: functions fill_set MemoryError()
# expect: 1000
# expect: 0
