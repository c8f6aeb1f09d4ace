# breakpoint() calls sys.breakpointhook, which starts the debugger, or what PYTHONBREAKPOINT names.
import io
import os
import pdb
import sys

sys.breakpointhook = lambda *arguments, **keywords: (arguments, keywords)
print(breakpoint(1, a=2))
# expect: ((1,), {'a': 2})
sys.breakpointhook = sys.__breakpointhook__


def work():
    x = 1
    breakpoint()
    return x


sys.stdin, out, shown = io.StringIO("p x\n!x = 2\ncontinue\n"), sys.stdout, io.StringIO()
sys.stdout = shown
result = work()
sys.stdout = out
sys.settrace(None)
print(result, "\n(Pdb) 1\n" in shown.getvalue())
# expect: 2 True
