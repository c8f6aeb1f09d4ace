# datetime: timestamps, and the zone of the system, which here is that of a rule.
import os
import time as clock
from datetime import UTC, date, datetime, time, timedelta, timezone

os.environ["TZ"] = "CET-1CEST,M3.5.0,M10.5.0/3"
clock.tzset()


def tried(function, *arguments):
    try:
        return repr(function(*arguments))
    except Exception as error:
        return f"{type(error).__name__}: {error}"


for stamp in (0, -1, 1.5, -1.5, 1e-6, -1e-6, 5e-7, 1.5e-6, -5e-7, 0.9999995, 0.9999996, 1603587600 - 1, 1603587600, 2**33, -(2**33), True):
    print(stamp, datetime.fromtimestamp(stamp, UTC), repr(datetime.fromtimestamp(stamp))[17:], date.fromtimestamp(stamp))
# expect: 0 1970-01-01 00:00:00+00:00 (1970, 1, 1, 1, 0) 1970-01-01
# expect: -1 1969-12-31 23:59:59+00:00 (1970, 1, 1, 0, 59, 59) 1970-01-01
# expect: 1.5 1970-01-01 00:00:01.500000+00:00 (1970, 1, 1, 1, 0, 1, 500000) 1970-01-01
# expect: -1.5 1969-12-31 23:59:58.500000+00:00 (1970, 1, 1, 0, 59, 58, 500000) 1970-01-01
# expect: 1e-06 1970-01-01 00:00:00.000001+00:00 (1970, 1, 1, 1, 0, 0, 1) 1970-01-01
# expect: -1e-06 1969-12-31 23:59:59.999999+00:00 (1970, 1, 1, 0, 59, 59, 999999) 1970-01-01
# expect: 5e-07 1970-01-01 00:00:00+00:00 (1970, 1, 1, 1, 0) 1970-01-01
# expect: 1.5e-06 1970-01-01 00:00:00.000002+00:00 (1970, 1, 1, 1, 0, 0, 2) 1970-01-01
# expect: -5e-07 1970-01-01 00:00:00+00:00 (1970, 1, 1, 1, 0) 1970-01-01
# expect: 0.9999995 1970-01-01 00:00:01+00:00 (1970, 1, 1, 1, 0, 1) 1970-01-01
# expect: 0.9999996 1970-01-01 00:00:01+00:00 (1970, 1, 1, 1, 0, 1) 1970-01-01
# expect: 1603587599 2020-10-25 00:59:59+00:00 (2020, 10, 25, 2, 59, 59) 2020-10-25
# expect: 1603587600 2020-10-25 01:00:00+00:00 (2020, 10, 25, 2, 0, fold=1) 2020-10-25
# expect: 8589934592 2242-03-16 12:56:32+00:00 (2242, 3, 16, 13, 56, 32) 2242-03-16
# expect: -8589934592 1697-10-17 11:03:28+00:00 (1697, 10, 17, 12, 3, 28) 1697-10-17
# expect: True 1970-01-01 00:00:01+00:00 (1970, 1, 1, 1, 0, 1) 1970-01-01
for stamp in (float("nan"), float("inf"), 1e300, -1e300, 10**30, -(10**30)):
    print(stamp, "|", tried(datetime.fromtimestamp, stamp), "|", tried(date.fromtimestamp, stamp))
for stamp in (None, "1", 1j):
    # The words are others from 3.14 on.
    print(stamp, "|", tried(datetime.fromtimestamp, stamp).partition(":")[0], "|", tried(date.fromtimestamp, stamp))
# expect: nan | ValueError: Invalid value NaN (not a number) | ValueError: Invalid value NaN (not a number)
# expect: inf | OverflowError: timestamp out of range for platform time_t | OverflowError: timestamp out of range for platform time_t
# expect: 1e+300 | OverflowError: timestamp out of range for platform time_t | OverflowError: timestamp out of range for platform time_t
# expect: -1e+300 | OverflowError: timestamp out of range for platform time_t | OverflowError: timestamp out of range for platform time_t
# expect: 1000000000000000000000000000000 | OverflowError: timestamp out of range for platform time_t | OverflowError: timestamp out of range for platform time_t
# expect: -1000000000000000000000000000000 | OverflowError: timestamp out of range for platform time_t | OverflowError: timestamp out of range for platform time_t
# expect: None | TypeError | TypeError: 'NoneType' object cannot be interpreted as an integer
# expect: 1 | TypeError | TypeError: 'str' object cannot be interpreted as an integer
# expect: 1j | TypeError | TypeError: 'complex' object cannot be interpreted as an integer
for stamp in (2**62, -(2**62), 2**63 - 1, 1e18, 253402300800, -62135596801, -1e12):
    print(tried(datetime.fromtimestamp, stamp, UTC).split(":")[0], tried(date.fromtimestamp, stamp).split(":")[0])
# expect: OSError OSError
# expect: OSError OSError
# expect: OSError OSError
# expect: OSError OSError
# expect: ValueError ValueError
# expect: ValueError datetime.date(1, 1, 1)
# expect: ValueError ValueError

# The hour that is there twice, and the one that is not there.
twice = datetime(2020, 10, 25, 2, 30)
print(twice.timestamp(), twice.replace(fold=1).timestamp(), twice.astimezone(), twice.replace(fold=1).astimezone())
# expect: 1603585800.0 1603589400.0 2020-10-25 02:30:00+02:00 2020-10-25 02:30:00+01:00
print(twice.astimezone(UTC), twice.replace(fold=1).astimezone(UTC), repr(twice.astimezone().tzinfo))
# expect: 2020-10-25 00:30:00+00:00 2020-10-25 01:30:00+00:00 datetime.timezone(datetime.timedelta(seconds=7200), 'CEST')
missing = datetime(2020, 3, 29, 2, 30)
print(missing.timestamp(), missing.replace(fold=1).timestamp(), missing.astimezone(), missing.replace(fold=1).astimezone())
# expect: 1585445400.0 1585441800.0 2020-03-29 03:30:00+02:00 2020-03-29 01:30:00+01:00
print(datetime(2020, 7, 1, 12, tzinfo=UTC).astimezone(), datetime(2020, 1, 1, 12, tzinfo=UTC).astimezone().tzname())
# expect: 2020-07-01 14:00:00+02:00 CET
print(all(datetime.fromtimestamp(stamp).timestamp() == stamp for stamp in range(1603580000, 1603600000, 600)))
# expect: True
print(datetime(1, 1, 2).timestamp(), datetime(9999, 12, 30).timestamp(), datetime(1970, 1, 1, tzinfo=UTC).timestamp())
# expect: -62135514000.0 253402124400.0 0.0
print(tried(datetime.min.timestamp).split(":")[0], tried(datetime.min.astimezone).split(":")[0])
# expect: ValueError ValueError
print(datetime(1900, 1, 1, 0, 0, 0, 1, UTC).timestamp(), datetime(2000, 1, 1, 0, 0, 0, 3, timezone(timedelta(hours=5))).timestamp())
# expect: -2208988799.999999 946666800.000003

# Now.
before = clock.time()
now, there = datetime.now(), datetime.now(timezone(timedelta(hours=-7)))
print(before - 1e-5 <= now.timestamp() <= clock.time(), abs(there - now.astimezone()) < timedelta(minutes=5), there.utcoffset())
# expect: True True -1 day, 17:00:00
print(date.today() - now.date() <= timedelta(1), datetime.today() >= now, now.tzinfo, type(date.today()) is date)
# expect: True True None True


class Frozen:
    def __init__(self, of):
        self.of = of

    def __call__(self):
        return self.of


real, clock.time = clock.time, Frozen(86400.0)
print(date.today(), datetime.today())  # expect: 1970-01-02 1970-01-02 01:00:00
clock.time = real

import warnings

with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    print(datetime.utcfromtimestamp(0), datetime.utcnow().tzinfo)
# expect: 1970-01-01 00:00:00 None
print([(warning.category.__name__, str(warning.message)[:40], warning.filename == __file__) for warning in caught])
# expect: [('DeprecationWarning', 'datetime.datetime.utcfromtimestamp() is ', True), ('DeprecationWarning', 'datetime.datetime.utcnow() is deprecated', True)]
print(tuple(datetime(2020, 1, 1, 12).timetuple()), time(3).strftime("%c"))
# expect: (2020, 1, 1, 12, 0, 0, 2, 1, -1) Mon Jan  1 03:00:00 1900
