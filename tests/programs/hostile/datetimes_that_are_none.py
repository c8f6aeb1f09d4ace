# cpython: it looks up the month's or the weekday's name beyond the table, and crashes
import copy
import warnings
from datetime import UTC, date, datetime, time, timedelta

warnings.simplefilter("ignore")


def tried(function):
    try:
        return repr(function())
    except Exception as error:
        return f"{type(error).__name__}: {error}"


# Of the right length and with a month it is taken, whatever it says, and nothing done with it brings the program down.
for odd in (
    datetime(b"\xff\xff\x0c\xff\xff\xff\xff\xff\xff\xff"), datetime(b"\x00\x00\x81\x00\xff\xff\xff\xff\xff\xff", UTC),
    date(b"\x00\x00\x01\x00"), date(b"\xff\xff\x02\xff"), time(b"\x97\xff\xff\xff\xff\xff", UTC),
):
    for name in dir(odd):
        if callable(getattr(odd, name, None)) and name not in ("__class__", "__init_subclass__", "__subclasshook__", "__new__"):
            tried(getattr(odd, name))
            tried(lambda: getattr(odd, name)(timedelta(1)))
            tried(lambda: getattr(odd, name)(odd))
            tried(lambda: getattr(odd, name)(UTC))
    tried(lambda: odd.strftime("%c %j %U %V %G %s %y %C %x"))
    tried(lambda: hash(odd) + hash(copy.copy(odd)))

print("still there")

# expect: still there
