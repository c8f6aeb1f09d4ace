import io
import sys

del sys.stdout
try:
    print("lost")
except RuntimeError as error:
    caught = str(error)
try:
    sys.stdout
except AttributeError as error:
    missing = str(error)
sys.stdout = sys.__stdout__
print(caught, missing, sep="; ")
# expect: lost sys.stdout; module 'sys' has no attribute 'stdout'
del sys.stderr
print("nobody hears this", file=io.StringIO())
try:
    del sys.stderr
except AttributeError as error:
    print(str(error).partition("has")[2])
# expect:  no attribute 'stderr'
sys.stderr = sys.__stderr__
sys.stdout = None
print("nothing")
sys.stdout = io.StringIO()
print("kept")
kept, sys.stdout = sys.stdout, sys.__stdout__
print(kept.getvalue(), end="")  # expect: kept
