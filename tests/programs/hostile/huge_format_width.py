# Widths and precisions beyond reason are refused.
for spec in (
    "99999999999999999999",
    ".99999999999999999999f",
    ".99999999999999999999",
    "1" + "0" * 40 + "d",
):
    for value in (1, 1.5, "text"):
        try:
            print(len(format(value, spec)) < 0)
        except (ValueError, OverflowError, MemoryError) as e:
            print(type(e).__name__)
# expect: ValueError
# expect: ValueError
# expect: ValueError
# expect: ValueError
# expect: ValueError
# expect: ValueError
# expect: ValueError
# expect: ValueError
# expect: ValueError
# expect: ValueError
# expect: ValueError
# expect: ValueError
for template in ("%99999999999999999999d", "%.99999999999999999999f", "%99999999999999999999s"):
    try:
        template % 1
    except (ValueError, OverflowError, MemoryError) as e:
        print(type(e).__name__)
# expect: ValueError
# expect: ValueError
# expect: ValueError
try:
    "{:{}}".format(1, -5)
except ValueError as e:
    print(type(e).__name__)

# Dates and times too: what a width is for, and no more memory than there is.
import datetime
import time

for code in "d", "e", "-d", "Y", "a", "z":
    for width in 70_000, 10**9, 10**30:
        for formatted in time.strftime, datetime.datetime(2020, 1, 1, tzinfo=datetime.timezone.utc).strftime:
            try:
                assert len(formatted(f"%{width}{code}")) < 1 << 24
            except (ValueError, MemoryError):
                pass
print("formatted")  # expect: formatted
