# Leaving while an exception is being handled shows nothing of it.
import sys

try:
    1 / 0
except ZeroDivisionError:
    print("handling")  # expect: handling
    sys.exit(4)
# exit: 4
