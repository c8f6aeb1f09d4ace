# datetime: zones written in Python, well and badly, folds, and what is compared and hashed across them.
from datetime import UTC, datetime, time, timedelta, timezone, tzinfo

HOUR = timedelta(hours=1)


def tried(function):
    try:
        return function()
    except Exception as error:
        return f"{type(error).__name__}: {error}"


class Summer(tzinfo):
    """An hour later from April to October, set back at three on the first of October."""

    def utcoffset(self, dt):
        return HOUR + self.dst(dt)

    def dst(self, dt):
        if dt is None:
            return timedelta(0)
        begin, end = datetime(dt.year, 4, 1, 3), datetime(dt.year, 10, 1, 3)
        naive = dt.replace(tzinfo=None)
        if end - HOUR <= naive < end:
            return timedelta(0) if dt.fold else HOUR
        return HOUR if begin <= naive.replace(fold=0) < end else timedelta(0)

    def tzname(self, dt):
        return "100%" if self.dst(dt) else "plain"

    def fromutc(self, dt):
        standard = dt + HOUR
        begin, end = datetime(dt.year, 4, 1, 2, tzinfo=self), datetime(dt.year, 10, 1, 2, tzinfo=self)
        if end <= standard < end + HOUR:
            return standard.replace(fold=1)
        return standard + HOUR if begin <= standard < end else standard


zone = Summer()
late = datetime(2020, 10, 1, 2, 30, tzinfo=zone)
later = late.replace(fold=1)
print(late, later, late.astimezone(UTC), later.astimezone(UTC))
# expect: 2020-10-01 02:30:00+02:00 2020-10-01 02:30:00+01:00 2020-10-01 00:30:00+00:00 2020-10-01 01:30:00+00:00
print(late == later, hash(late) == hash(later), late == late.astimezone(UTC), later == later.astimezone(UTC))
# expect: True True False False
print(datetime(2020, 10, 1, 1, 30, tzinfo=UTC).astimezone(zone).fold, later.astimezone(zone) is later)  # expect: 1 True
print(datetime(2020, 10, 1, 0, 30, tzinfo=UTC).astimezone(zone), later - late, later.astimezone(UTC) - late)
# expect: 2020-10-01 02:30:00+02:00 0:00:00 1:00:00
print(late.tzname(), late.dst(), late.utcoffset(), late.timetuple().tm_isdst, later.timetuple().tm_isdst)
# expect: 100% 1:00:00 2:00:00 1 0
print(late.strftime("%Z %z %:z %f %%z"), late.utctimetuple().tm_hour, late.timestamp(), later.timestamp())
# expect: 100% +0200 +02:00 000000 %z 0 1601512200.0 1601515800.0
print(time(1, tzinfo=zone), time(1, tzinfo=zone) == time(0, tzinfo=UTC), late.timetz(), repr(late.time()))
# expect: 01:00:00+01:00 True 02:30:00+01:00 datetime.time(2, 30)
print(datetime.combine(late, later.timetz()).fold, datetime.combine(late, time(1), zone).tzinfo is zone)
# expect: 1 True

# Whoever is first, what is equal has one hash.
here = [datetime(2020, 6, 1, 12, tzinfo=timezone(n * HOUR)) + n * HOUR for n in range(-5, 6)]
print(len(set(here)), len({moment.replace(tzinfo=None) for moment in here}), sorted(here)[0] == here[-1])
# expect: 1 11 True
print(time(12, tzinfo=timezone(HOUR)) < time(11, 30, tzinfo=UTC), time(0, tzinfo=timezone(HOUR)) < time(0, tzinfo=UTC))
# expect: True True

naive, aware = datetime(2020, 1, 1), datetime(2020, 1, 1, tzinfo=UTC)
for wrong in (
    lambda: naive == aware, lambda: naive != aware, lambda: naive < aware, lambda: naive - aware,
    lambda: time(1) < time(1, tzinfo=UTC), lambda: time(1) == time(1, tzinfo=UTC),
    lambda: datetime(2020, 1, 1, tzinfo="UTC"), lambda: time(tzinfo=3), lambda: naive.replace(tzinfo=3),
    lambda: naive.astimezone(3), lambda: datetime.now(3), lambda: tzinfo().utcoffset(None),
    lambda: tzinfo().fromutc(aware), lambda: tzinfo().fromutc(3), lambda: UTC.utcoffset(3), lambda: UTC.fromutc(naive),
    lambda: timezone(HOUR, 3), lambda: timezone(3), lambda: datetime.min.replace(tzinfo=UTC).astimezone(timezone(-HOUR)),
):
    print(tried(wrong))
# expect: False
# expect: True
# expect: TypeError: can't compare offset-naive and offset-aware datetimes
# expect: TypeError: can't subtract offset-naive and offset-aware datetimes
# expect: TypeError: can't compare offset-naive and offset-aware times
# expect: False
# expect: TypeError: tzinfo argument must be None or of a tzinfo subclass, not type 'str'
# expect: TypeError: tzinfo argument must be None or of a tzinfo subclass, not type 'int'
# expect: TypeError: tzinfo argument must be None or of a tzinfo subclass, not type 'int'
# expect: TypeError: tzinfo argument must be None or of a tzinfo subclass, not type 'int'
# expect: TypeError: tzinfo argument must be None or of a tzinfo subclass, not type 'int'
# expect: NotImplementedError: a tzinfo subclass must implement utcoffset()
# expect: ValueError: fromutc: dt.tzinfo is not self
# expect: TypeError: fromutc: argument must be a datetime
# expect: TypeError: utcoffset(dt) argument must be a datetime instance or None, not int
# expect: ValueError: fromutc: dt.tzinfo is not self
# expect: TypeError: timezone() argument 2 must be str, not int
# expect: TypeError: timezone() argument 1 must be datetime.timedelta, not int
# expect: OverflowError: date value out of range
print(tried(lambda: timezone(timedelta(1))).rstrip("."))
# expect: ValueError: offset must be a timedelta strictly between -timedelta(hours=24) and timedelta(hours=24), not datetime.timedelta(days=1)


class Wrong(tzinfo):
    def __init__(self, answer):
        self.answer = answer

    def utcoffset(self, dt):
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer

    dst = tzname = utcoffset


# A zone that answers what it must not, or raises, wherever it is asked.
for answer in (5, "x", timedelta(1), timedelta(-1), ZeroDivisionError("asked")):
    moment = datetime(2020, 1, 1, tzinfo=Wrong(answer))
    for ask in (
        moment.utcoffset, moment.dst, moment.tzname, moment.isoformat, moment.timestamp, moment.__hash__,
        lambda: moment == aware, lambda: moment - aware, lambda: moment.astimezone(UTC), lambda: moment.strftime("%z"),
        lambda: moment.timetz() < time(1, tzinfo=UTC), lambda: str(moment.timetz()),
    ):
        text = tried(ask)
        assert isinstance(text, str) and "Error: " in text or answer == "x" and text == "x", text
    print(tried(moment.dst)[:64])
# expect: TypeError: tzinfo.dst() must return None or timedelta, not 'int'
# expect: TypeError: tzinfo.dst() must return None or timedelta, not 'str'
# expect: ValueError: offset must be a timedelta strictly between -timedel
# expect: ValueError: offset must be a timedelta strictly between -timedel
# expect: ZeroDivisionError: asked
nothing = datetime(2020, 1, 1, tzinfo=Wrong(None))
print(nothing, nothing == naive, hash(nothing) == hash(naive), nothing.strftime("[%z%Z]"), nothing.utctimetuple().tm_hour)
# expect: 2020-01-01 00:00:00 True True [] 0
print(tried(lambda: nothing < aware), "|", tried(nothing.timestamp), "|", tried(lambda: Wrong(None).fromutc(nothing)))
# expect: TypeError: can't compare offset-naive and offset-aware datetimes | TypeError: can't subtract offset-naive and offset-aware datetimes | ValueError: fromutc: dt.tzinfo is not self
barely = timedelta(1) - timedelta.resolution
print(datetime(2020, 1, 1, tzinfo=Wrong(barely)), datetime(2020, 1, 1, tzinfo=Wrong(-barely)).strftime("%:z %z"))
# expect: 2020-01-01 00:00:00+23:59:59.999999 -23:59:59.999999 -235959.999999

# Fixed zones.
print(timezone.utc is UTC, timezone(timedelta(0)) is UTC, timezone(timedelta(0), "x") is UTC, timezone.min, timezone.max)
# expect: True True False UTC-23:59 UTC+23:59
for fixed in (UTC, timezone(HOUR), timezone(-HOUR / 3), timezone(HOUR, "CET"), timezone(timedelta(0), "x")):
    print(repr(fixed), fixed, fixed.tzname(None), fixed.utcoffset(None), fixed.dst(None), fixed.__getinitargs__())
# expect: datetime.timezone.utc UTC UTC 0:00:00 None (datetime.timedelta(0),)
# expect: datetime.timezone(datetime.timedelta(seconds=3600)) UTC+01:00 UTC+01:00 1:00:00 None (datetime.timedelta(seconds=3600),)
# expect: datetime.timezone(datetime.timedelta(days=-1, seconds=85200)) UTC-00:20 UTC-00:20 -1 day, 23:40:00 None (datetime.timedelta(days=-1, seconds=85200),)
# expect: datetime.timezone(datetime.timedelta(seconds=3600), 'CET') CET CET 1:00:00 None (datetime.timedelta(seconds=3600), 'CET')
# expect: datetime.timezone(datetime.timedelta(0), 'x') x x 0:00:00 None (datetime.timedelta(0), 'x')
print(timezone(HOUR) == timezone(HOUR, "CET"), hash(timezone(HOUR)) == hash(timezone(HOUR, "CET")), UTC == 3, UTC != UTC)
# expect: True True False False


class Any(tzinfo):
    pass


print(isinstance(Any(1, 2, x=3), tzinfo), Any.__new__(Any).__class__.__name__, tried(lambda: Any().tzname(None)))
# expect: True Any NotImplementedError: a tzinfo subclass must implement tzname()
