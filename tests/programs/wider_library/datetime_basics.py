# datetime: dates, times, differences.
from datetime import date, datetime, time, timedelta, timezone

d = date(2024, 2, 28)
print(d, d + timedelta(days=2), (date(2024, 3, 1) - d).days, d.weekday())  # expect: 2024-02-28 2024-03-01 2 2
print(d.isoformat(), d.replace(day=1))  # expect: 2024-02-28 2024-02-01
print(date.fromisoformat("2020-01-02"))  # expect: 2020-01-02
t = datetime(2024, 1, 31, 23, 59, 59, 500000)
print(t, t + timedelta(seconds=1))  # expect: 2024-01-31 23:59:59.500000 2024-02-01 00:00:00.500000
print(t.date(), t.time())  # expect: 2024-01-31 23:59:59.500000
print(t.strftime("%d.%m.%Y %H:%M"))  # expect: 31.01.2024 23:59
print(repr(t))  # expect: datetime.datetime(2024, 1, 31, 23, 59, 59, 500000)
print(timedelta(hours=25, minutes=61))  # expect: 1 day, 2:01:00
print(timedelta(days=-1, seconds=5))  # expect: -1 day, 0:00:05
print(timedelta(1) / 2, timedelta(days=1).total_seconds())  # expect: 12:00:00 86400.0
print(abs(timedelta(-1)))  # expect: 1 day, 0:00:00
u = datetime(2024, 6, 1, 12, tzinfo=timezone.utc)
print(u)  # expect: 2024-06-01 12:00:00+00:00
print(u.astimezone(timezone(timedelta(hours=2))))  # expect: 2024-06-01 14:00:00+02:00
print(u.timestamp())  # expect: 1717243200.0
print(datetime.fromtimestamp(0, timezone.utc))  # expect: 1970-01-01 00:00:00+00:00
print(u.isoformat())  # expect: 2024-06-01T12:00:00+00:00
print(datetime.strptime("2024-05-06 07:08", "%Y-%m-%d %H:%M"))  # expect: 2024-05-06 07:08:00
print(d < date(2025, 1, 1))  # expect: True
print(sorted([time(12), time(3, 4)]))  # expect: [datetime.time(3, 4), datetime.time(12, 0)]
print(max(d, date(1, 1, 1)))  # expect: 2024-02-28
for bad in (
    lambda: date(2023, 2, 29),
    lambda: date(0, 1, 1),
    lambda: time(25),
    lambda: d - 5,
    lambda: datetime.strptime("x", "%Y"),
):
    try:
        bad()
    except (ValueError, TypeError) as e:
        print(type(e).__name__)
# expect: ValueError
# expect: ValueError
# expect: ValueError
# expect: TypeError
# expect: ValueError
