# calendar and sched.
import calendar
import sched

print(calendar.isleap(2000), calendar.isleap(1900))  # expect: True False
print(calendar.monthrange(2024, 2))  # expect: (calendar.THURSDAY, 29)
print(calendar.weekday(2024, 5, 6), calendar.leapdays(1990, 2024))  # expect: 0 8
print(calendar.month(2024, 2), end="")
# expect:    February 2024
# expect: Mo Tu We Th Fr Sa Su
# expect:           1  2  3  4
# expect:  5  6  7  8  9 10 11
# expect: 12 13 14 15 16 17 18
# expect: 19 20 21 22 23 24 25
# expect: 26 27 28 29
print(calendar.month_name[3], calendar.day_abbr[0])  # expect: March Mon
print(calendar.Calendar(6).monthdayscalendar(2024, 9)[0])  # expect: [1, 2, 3, 4, 5, 6, 7]
print(calendar.timegm((1970, 1, 2, 0, 0, 0)))  # expect: 86400
now = [0]
log = []
s = sched.scheduler(lambda: now[0], lambda d: now.__setitem__(0, now[0] + d))
s.enter(5, 1, log.append, ("five",))
s.enter(2, 1, log.append, ("two",))
e = s.enter(3, 1, log.append, ("never",))
s.enterabs(2, 0, log.append, kwargs={}, argument=("two, but first",))
s.cancel(e)
s.run()
print(log, now, s.empty())  # expect: ['two, but first', 'two', 'five'] [5] True
