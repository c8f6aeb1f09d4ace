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
