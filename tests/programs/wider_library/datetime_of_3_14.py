# cpython: 3.14 is newer
# datetime: what 3.14 has and says that 3.13 does not.
from datetime import UTC, date, datetime, time


def tried(function):
    try:
        return repr(function())
    except Exception as error:
        return f"{type(error).__name__}: {error}"


# Midnight at the end of a day is that of the next.
for text in ("2009-04-19T24:00", "2009-04-30 24", "2009-12-31T24:00:00.000Z", "2009-04-19T24:00:00.1", "2009-04-19T24:01", "9999-12-31T24:00", "2009-02-29T24:00", "2009-00-01T24:00"):
    print(text, "|", tried(lambda: datetime.fromisoformat(text)))
# expect: 2009-04-19T24:00 | datetime.datetime(2009, 4, 20, 0, 0)
# expect: 2009-04-30 24 | datetime.datetime(2009, 5, 1, 0, 0)
# expect: 2009-12-31T24:00:00.000Z | datetime.datetime(2010, 1, 1, 0, 0, tzinfo=datetime.timezone.utc)
# expect: 2009-04-19T24:00:00.1 | ValueError: minute, second, and microsecond must be 0 when hour is 24
# expect: 2009-04-19T24:01 | ValueError: minute, second, and microsecond must be 0 when hour is 24
# expect: 9999-12-31T24:00 | ValueError: year must be in 1..9999, not 10000
# expect: 2009-02-29T24:00 | ValueError: day 29 must be in range 1..28 for month 2 in year 2009
# expect: 2009-00-01T24:00 | ValueError: month must be in 1..12, not 0
print(tried(lambda: time.fromisoformat("24:00")), "|", tried(lambda: time.fromisoformat("24:00:01")))
# expect: datetime.time(0, 0) | ValueError: minute, second, and microsecond must be 0 when hour is 24

print(tried(lambda: date.strptime("2009-04-19", "%Y-%m-%d")), tried(lambda: time.strptime("03:04 +01", "%H:%M %z")))
# expect: datetime.date(2009, 4, 19) ValueError: time data '03:04 +01' does not match format '%H:%M %z'
print(tried(lambda: time.strptime("03:04:05.6 +0100", "%H:%M:%S.%f %z")), tried(lambda: date.strptime(3, "%Y")))
# expect: datetime.time(3, 4, 5, 600000, tzinfo=datetime.timezone(datetime.timedelta(seconds=3600))) TypeError: strptime() argument 1 must be str, not int

# Years have four digits.
early = datetime(7, 1, 2, tzinfo=UTC)
print(early.strftime("%Y|%G|%F|%C|%y|%-Y|%%Y"), date(999, 12, 31).strftime("%Y %G"), date(1000, 1, 1).strftime("%Y %G"))
# expect: 0007|0007|0007-01-02|00|07|7|%Y 0999 1000 1000 1000
print(ascii(early.strftime("\ud800%Y\udfff%z\U0001f40d")), ascii(f"{time(1):\udcff%M}"))
# expect: '\ud8000007\udfff+0000\U0001f40d' '\udcff00'

for wrong in (
    lambda: date(0, 1, 1), lambda: date(2009, 13, 1), lambda: date(2009, 2, 29), lambda: time(24), lambda: time(0, 60),
    lambda: time(0, 0, 60), lambda: time(0, 0, 0, 10**6), lambda: time(fold=2), lambda: date.fromisocalendar(0, 1, 1),
    lambda: date.fromisocalendar(2009, 1, 8), lambda: datetime.min.timestamp(), lambda: datetime.fromtimestamp(1e12),
):
    print(tried(wrong))
# expect: ValueError: year must be in 1..9999, not 0
# expect: ValueError: month must be in 1..12, not 13
# expect: ValueError: day 29 must be in range 1..28 for month 2 in year 2009
# expect: ValueError: hour must be in 0..23, not 24
# expect: ValueError: minute must be in 0..59, not 60
# expect: ValueError: second must be in 0..59, not 60
# expect: ValueError: microsecond must be in 0..999999, not 1000000
# expect: ValueError: fold must be either 0 or 1, not 2
# expect: ValueError: year must be in 1..9999, not 0
# expect: ValueError: Invalid weekday: 8 (range is [1, 7])
# expect: ValueError: year must be in 1..9999, not 0
# expect: ValueError: year must be in 1..9999, not 33658
for text in ("12:30:45:5", "12.5", "12:30.5", "12:30:45.", "123045678", "12:+01", "12:30:45 +01", "12+24:00", "12+00:00:00.5"):
    print(text, tried(lambda: time.fromisoformat(text)))
# expect: 12:30:45:5 ValueError: Invalid isoformat string: '12:30:45:5'
# expect: 12.5 ValueError: Invalid isoformat string: '12.5'
# expect: 12:30.5 ValueError: Invalid isoformat string: '12:30.5'
# expect: 12:30:45. ValueError: Invalid isoformat string: '12:30:45.'
# expect: 123045678 datetime.time(12, 30, 45, 678000)
# expect: 12:+01 datetime.time(12, 0, tzinfo=datetime.timezone(datetime.timedelta(seconds=3600)))
# expect: 12:30:45 +01 datetime.time(12, 30, 45, tzinfo=datetime.timezone(datetime.timedelta(seconds=3600)))
# expect: 12+24:00 ValueError: offset must be a timedelta strictly between -timedelta(hours=24) and timedelta(hours=24), not datetime.timedelta(days=1)
# expect: 12+00:00:00.5 datetime.time(12, 0, tzinfo=datetime.timezone(datetime.timedelta(microseconds=500000)))

# Without colons, a fraction needs no mark either.
print(time.fromisoformat("20240229"), time.fromisoformat("123045123456789"), tried(lambda: time.fromisoformat("12:30:4512")))
# expect: 20:24:02.290000 12:30:45.123456 ValueError: Invalid isoformat string: '12:30:4512'
