# datetime: sums, differences, orders and bounds, and what each is of a subclass.
# cpython: 3.13 has other words for a division by zero
import copy
from datetime import MAXYEAR, MINYEAR, date, datetime, time, timedelta, timezone


def tried(function):
    try:
        return function()
    except Exception as error:
        return f"{type(error).__name__}: {error}"


print(MINYEAR, MAXYEAR, date.min, date.max, date.resolution)  # expect: 1 9999 0001-01-01 9999-12-31 1 day, 0:00:00
print(datetime.min, datetime.max, datetime.resolution, time.min, time.max, time.resolution)
# expect: 0001-01-01 00:00:00 9999-12-31 23:59:59.999999 0:00:00.000001 00:00:00 23:59:59.999999 0:00:00.000001
print(repr(timedelta.min), repr(timedelta.max))
# expect: datetime.timedelta(days=-999999999) datetime.timedelta(days=999999999, seconds=86399, microseconds=999999)

# Every day of four years, there and back.
first = date(1899, 12, 28)
days = [first + timedelta(n) for n in range(4 * 366)]
print(all(date.fromordinal(day.toordinal()) == day for day in days), days[-1])  # expect: True 1903-12-31
print(all(date.fromisocalendar(*day.isocalendar()) == day for day in days))  # expect: True
print(all((days[n + 1] - days[n]).days == 1 for n in range(len(days) - 1)))  # expect: True
print([day.isoweekday() for day in days[:8]], [day.isocalendar()[1] for day in days[:8]])
# expect: [4, 5, 6, 7, 1, 2, 3, 4] [52, 52, 52, 52, 1, 1, 1, 1]
print(date(1, 1, 1).isocalendar(), date(9999, 12, 31).isocalendar(), date(2004, 12, 31).isocalendar())
# expect: datetime.IsoCalendarDate(year=1, week=1, weekday=1) datetime.IsoCalendarDate(year=9999, week=52, weekday=5) datetime.IsoCalendarDate(year=2004, week=53, weekday=5)
print(date(2000, 12, 31).timetuple().tm_yday, date(1900, 12, 31).timetuple().tm_yday)  # expect: 366 365

# Microseconds are rounded half to even, once.
for value in (0.5, 1.5, 2.5, -0.5, -1.5, 0.4999999):
    print(repr(timedelta(microseconds=value)))
# expect: datetime.timedelta(0)
# expect: datetime.timedelta(microseconds=2)
# expect: datetime.timedelta(microseconds=2)
# expect: datetime.timedelta(0)
# expect: datetime.timedelta(days=-1, seconds=86399, microseconds=999998)
# expect: datetime.timedelta(0)
print(repr(timedelta(seconds=0.5e-6, milliseconds=0.5e-3)), repr(timedelta(microseconds=2.5, days=0.1)))
# expect: datetime.timedelta(microseconds=1) datetime.timedelta(seconds=8640, microseconds=2)
print(repr(timedelta(weeks=1, days=-7, hours=24, minutes=-1440, seconds=1e-6)))
# expect: datetime.timedelta(microseconds=1)
print(timedelta(days=10**20, hours=-24 * 10**20), timedelta(microseconds=10**19))
# expect: 0:00:00 115740740 days, 17:46:40
third = timedelta(seconds=1) / 3
print(repr(third), repr(third * 3), repr(timedelta(microseconds=5) * 0.5), repr(timedelta(microseconds=-5) / 2))
# expect: datetime.timedelta(microseconds=333333) datetime.timedelta(microseconds=999999) datetime.timedelta(microseconds=2) datetime.timedelta(days=-1, seconds=86399, microseconds=999998)
print(repr(timedelta(1) // 7), timedelta(1) // third, timedelta(1) % third, divmod(-third, timedelta(seconds=1)))
# expect: datetime.timedelta(seconds=12342, microseconds=857142) 259200 0:00:00.086400 (-1, datetime.timedelta(microseconds=666667))
print(timedelta(1) / timedelta(hours=5), timedelta.max / timedelta.resolution, timedelta.max.total_seconds())
# expect: 4.8 8.64e+19 86400000000000.0
print(-timedelta(0, 1), +timedelta(1), abs(timedelta(-1, 1)), bool(timedelta()), bool(timedelta.resolution))
# expect: -1 day, 23:59:59 1 day, 0:00:00 23:59:59 False True
print(10**19 * timedelta.resolution, timedelta.resolution * True, -3 * timedelta(hours=5))
# expect: 115740740 days, 17:46:40 0:00:00.000001 -1 day, 9:00:00

for wrong in (
    lambda: date.max + timedelta(1), lambda: date.min - timedelta(1), lambda: datetime.max + timedelta.resolution,
    lambda: date(2000, 1, 1) + timedelta.max, lambda: datetime.min - timedelta.max, lambda: timedelta.max * 2,
    lambda: -timedelta.max, lambda: timedelta.min - timedelta.resolution, lambda: timedelta(days=10**9),
    lambda: timedelta(days=10**30), lambda: timedelta(1) * 10**30, lambda: timedelta(days=float("inf")),
    lambda: timedelta(days=float("nan")), lambda: timedelta(1) * float("inf"), lambda: timedelta(1) / float("nan"),
    lambda: timedelta(1) // 0, lambda: timedelta(1) % timedelta(0), lambda: timedelta(1) / timedelta(0),
    lambda: timedelta(days="1"), lambda: date.fromordinal(0), lambda: date.fromisocalendar(2021, 53, 1),
    lambda: date.fromisocalendar(2**40, 1, 1),
):
    print(tried(wrong))
# expect: OverflowError: date value out of range
# expect: OverflowError: date value out of range
# expect: OverflowError: date value out of range
# expect: OverflowError: date value out of range
# expect: OverflowError: date value out of range
# expect: OverflowError: days=1999999999; must have magnitude <= 999999999
# expect: OverflowError: days=-1000000000; must have magnitude <= 999999999
# expect: OverflowError: days=-1000000000; must have magnitude <= 999999999
# expect: OverflowError: days=1000000000; must have magnitude <= 999999999
# expect: OverflowError: Python int too large to convert to C int
# expect: OverflowError: Python int too large to convert to C int
# expect: OverflowError: cannot convert float infinity to integer
# expect: ValueError: cannot convert float NaN to integer
# expect: OverflowError: cannot convert Infinity to integer ratio
# expect: ValueError: cannot convert NaN to integer ratio
# expect: ZeroDivisionError: division by zero
# expect: ZeroDivisionError: division by zero
# expect: ZeroDivisionError: division by zero
# expect: TypeError: unsupported type for timedelta days component: str
# expect: ValueError: ordinal must be >= 1
# expect: ValueError: Invalid week: 53
# expect: ValueError: ISO calendar component out of range

for value in (
    lambda: date(2000, 1, 1) == datetime(2000, 1, 1), lambda: date(2000, 1, 1) != 3,
    lambda: date(2000, 1, 1).__lt__(datetime(2000, 1, 1)), lambda: date(2000, 1, 1).__add__(3),
    lambda: timedelta(1).__radd__(date(2000, 1, 1)), lambda: timedelta(1) == 1, lambda: time(1).__eq__(1),
):
    print(value())
# expect: False
# expect: True
# expect: NotImplemented
# expect: NotImplemented
# expect: NotImplemented
# expect: False
# expect: NotImplemented
print(datetime(2000, 1, 1, fold=1) == datetime(2000, 1, 1), hash(time(1, fold=1)) == hash(time(1)))
# expect: True True


class Day(date):
    pass


class Moment(datetime):
    def __new__(cls, *args, **kwargs):
        self = datetime.__new__(cls, *args, **kwargs)
        self.note = f"{len(args)} {sorted(kwargs)}"
        return self


class Clock(time):
    pass


class Span(timedelta):
    pass


# What arithmetic makes is of the subclass, by its constructor; of timedelta it is not.
day, moment = Day(2020, 2, 29), Moment(2020, 2, 29, 12, tzinfo=timezone.utc, fold=1)
print(repr(day), repr(day + Span(1)), repr(day - timedelta(366)), type(day - day).__name__)
# expect: Day(2020, 2, 29) Day(2020, 3, 1) Day(2019, 2, 28) timedelta
print(repr(moment), moment.note, "|", (moment + timedelta(1)).note, "|", moment.replace(year=2024).note)
# expect: Moment(2020, 2, 29, 12, 0, fold=1, tzinfo=datetime.timezone.utc) 4 ['fold', 'tzinfo'] | 8 [] | 8 ['fold']
print(repr(moment.astimezone(timezone(timedelta(hours=2)))))
# expect: Moment(2020, 2, 29, 14, 0, tzinfo=datetime.timezone(datetime.timedelta(seconds=7200)))
print(repr(Moment.combine(day, time(1))), repr(Moment.fromordinal(5)), repr(Moment.fromisoformat("2020-01-02")))
# expect: Moment(2020, 2, 29, 1, 0) Moment(1, 1, 5, 0, 0) Moment(2020, 1, 2, 0, 0)
print(repr(Day.fromisocalendar(2020, 1, 1)), repr(Day.fromisoformat("20200102")), repr(Day.today())[:4])
# expect: Day(2019, 12, 30) Day(2020, 1, 2) Day(
print(repr(Moment.fromtimestamp(0, timezone.utc)), type(Moment.now()).__name__, type(Moment.now(timezone.utc)).__name__)
# expect: Moment(1970, 1, 1, 0, 0, tzinfo=datetime.timezone.utc) Moment Moment
print(repr(Clock(1).replace(minute=5, fold=1)), repr(Clock.fromisoformat("12:34")), type(moment.time()).__name__)
# expect: Clock(1, 5, fold=1) Clock(12, 34) time
print(repr(Span(1) + Span(2)), repr(Span(1) * 2), repr(Span(1)), type(moment.date()).__name__)
# expect: datetime.timedelta(days=3) datetime.timedelta(days=2) Span(days=1) date
print(repr(copy.copy(day)), repr(copy.deepcopy(moment)), repr(copy.replace(day, month=3)), repr(copy.copy(Span(2))))
# expect: Day(2020, 2, 29) Moment(2020, 2, 29, 12, 0, fold=1, tzinfo=datetime.timezone.utc) Day(2020, 3, 29) Span(days=2)


class Odd(datetime):
    def __new__(cls, *args, **kwargs):
        return 42


print(Odd(2000, 1, 1), Odd.fromordinal(3), Odd.combine(day, time(3)), Odd.fromtimestamp(0))  # expect: 42 42 42 42


class Both(Moment, Day):
    pass


both = Both(2001, 2, 3, 4)
print(repr(both), both.note, repr(both + timedelta(1)), isinstance(both, Day), both == datetime(2001, 2, 3, 4))
# expect: Both(2001, 2, 3, 4, 0) 4 [] Both(2001, 2, 4, 4, 0) True True
print(repr(both.date()), both.isocalendar(), tried(lambda: date.__new__(Both, 2000, 1, 1)).startswith("TypeError"))
# expect: datetime.date(2001, 2, 3) datetime.IsoCalendarDate(year=2001, week=5, weekday=6) True
