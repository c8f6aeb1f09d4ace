"""An interpreter of its own neither forks nor becomes another program."""
# cpython: the module is new in 3.14
import os
import sys
from concurrent import interpreters

one = interpreters.create()
one.prepare_main(python=sys.executable)
one.exec("""
import os, subprocess, sys

def attempt(function, *arguments, **named):
    try:
        print(function(*arguments, **named))
    except RuntimeError as error:
        print(error)

attempt(os.fork)
attempt(os.execv, python, [python, "-c", "print('another')"])
attempt(os.execve, python, [python, "-c", "print('another')"], {})
attempt(subprocess.run, [python, "-c", ""], preexec_fn=print)
print(subprocess.run([python, "-c", ""]).returncode, flush=True)
""")
one.close()
# expect: fork not supported for isolated subinterpreters
# expect: exec not supported for isolated subinterpreters
# expect: exec not supported for isolated subinterpreters
# expect: preexec_fn not supported within subinterpreters
# expect: 0
