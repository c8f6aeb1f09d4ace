# datetime: what it is written as, and what it is read from.
from datetime import UTC, date, datetime, time, timedelta, timezone


def tried(function, *arguments):
    try:
        return repr(function(*arguments))
    except Exception as error:
        return f"{type(error).__name__}: {error}"


for text in (
    "2009-04-19", "20090419", "2009-W16-7", "2009W167", "2009-W01", "2009W01", "2020-W53-7", "0001-01-01", "9999-12-31",
    "2009-0419", "200904-19", "2009-W1-1", "2009-W54-1", "2009-W01-0", "",
    "2009-4-19", "２００９-04-19", "2009-04-19 ", "2009\ud800419",
):
    print(ascii(text), tried(date.fromisoformat, text))
# expect: '2009-04-19' datetime.date(2009, 4, 19)
# expect: '20090419' datetime.date(2009, 4, 19)
# expect: '2009-W16-7' datetime.date(2009, 4, 19)
# expect: '2009W167' datetime.date(2009, 4, 19)
# expect: '2009-W01' datetime.date(2008, 12, 29)
# expect: '2009W01' datetime.date(2008, 12, 29)
# expect: '2020-W53-7' datetime.date(2021, 1, 3)
# expect: '0001-01-01' datetime.date(1, 1, 1)
# expect: '9999-12-31' datetime.date(9999, 12, 31)
# expect: '2009-0419' ValueError: Invalid isoformat string: '2009-0419'
# expect: '200904-19' ValueError: Invalid isoformat string: '200904-19'
# expect: '2009-W1-1' ValueError: Invalid isoformat string: '2009-W1-1'
# expect: '2009-W54-1' ValueError: Invalid isoformat string: '2009-W54-1'
# expect: '2009-W01-0' ValueError: Invalid isoformat string: '2009-W01-0'
# expect: '' ValueError: Invalid isoformat string: ''
# expect: '2009-4-19' ValueError: Invalid isoformat string: '2009-4-19'
# expect: '\uff12\uff10\uff10\uff19-04-19' ValueError: Invalid isoformat string: '２００９-04-19'
# expect: '2009-04-19 ' ValueError: Invalid isoformat string: '2009-04-19 '
# expect: '2009\ud800419' ValueError: Invalid isoformat string: '2009\ud800419'
for text in (
    "03", "0304", "03:04", "030405", "03:04:05", "03:04:05.6", "03:04:05,123456789", "T03:04", "03:04Z", "03+01", "03:04-0130",
    "03:04:05+00:00", "03:04:05-23:59:59.999999", "3", "03:4", "03:04:05.", "03:04:05.x", 
    "03:04+", "03:04Z0", "03:04:05+01:00:00.x", "", "T", "Z",
):
    print(text, "|", tried(time.fromisoformat, text))
# expect: 03 | datetime.time(3, 0)
# expect: 0304 | datetime.time(3, 4)
# expect: 03:04 | datetime.time(3, 4)
# expect: 030405 | datetime.time(3, 4, 5)
# expect: 03:04:05 | datetime.time(3, 4, 5)
# expect: 03:04:05.6 | datetime.time(3, 4, 5, 600000)
# expect: 03:04:05,123456789 | datetime.time(3, 4, 5, 123456)
# expect: T03:04 | datetime.time(3, 4)
# expect: 03:04Z | datetime.time(3, 4, tzinfo=datetime.timezone.utc)
# expect: 03+01 | datetime.time(3, 0, tzinfo=datetime.timezone(datetime.timedelta(seconds=3600)))
# expect: 03:04-0130 | datetime.time(3, 4, tzinfo=datetime.timezone(datetime.timedelta(days=-1, seconds=81000)))
# expect: 03:04:05+00:00 | datetime.time(3, 4, 5, tzinfo=datetime.timezone.utc)
# expect: 03:04:05-23:59:59.999999 | datetime.time(3, 4, 5, tzinfo=datetime.timezone(datetime.timedelta(days=-1, microseconds=1)))
# expect: 3 | ValueError: Invalid isoformat string: '3'
# expect: 03:4 | ValueError: Invalid isoformat string: '03:4'
# expect: 03:04:05. | ValueError: Invalid isoformat string: '03:04:05.'
# expect: 03:04:05.x | ValueError: Invalid isoformat string: '03:04:05.x'
# expect: 03:04+ | ValueError: Invalid isoformat string: '03:04+'
# expect: 03:04Z0 | ValueError: Invalid isoformat string: '03:04Z0'
# expect: 03:04:05+01:00:00.x | ValueError: Invalid isoformat string: '03:04:05+01:00:00.x'
# expect:  | ValueError: Invalid isoformat string: ''
# expect: T | ValueError: Invalid isoformat string: 'T'
# expect: Z | ValueError: Invalid isoformat string: 'Z'
for text in (
    "2009-04-19", "2009-04-19T03", "20090419 030405", "2009-04-19é03:04:05.5Z", "2009-04-19\U0001f40d03:04", "2009-04-19\ud80003:04",
    "2009W01103", "2009W011T03", "2009-W01-103", "2009-W01-1T03", "2009-04-19T03:04:05+05:30", "2009-04-19T", "2009-04-1903:04",
    "2009-04", "x" * 100,
):
    print(ascii(text), tried(datetime.fromisoformat, text).encode("ascii", "backslashreplace").decode())
# expect: '2009-04-19' datetime.datetime(2009, 4, 19, 0, 0)
# expect: '2009-04-19T03' datetime.datetime(2009, 4, 19, 3, 0)
# expect: '20090419 030405' datetime.datetime(2009, 4, 19, 3, 4, 5)
# expect: '2009-04-19\xe903:04:05.5Z' datetime.datetime(2009, 4, 19, 3, 4, 5, 500000, tzinfo=datetime.timezone.utc)
# expect: '2009-04-19\U0001f40d03:04' datetime.datetime(2009, 4, 19, 3, 4)
# expect: '2009-04-19\ud80003:04' datetime.datetime(2009, 4, 19, 3, 4)
# expect: '2009W01103' datetime.datetime(2008, 12, 29, 3, 0)
# expect: '2009W011T03' datetime.datetime(2008, 12, 29, 3, 0)
# expect: '2009-W01-103' ValueError: Invalid isoformat string: '2009-W01-103'
# expect: '2009-W01-1T03' datetime.datetime(2008, 12, 29, 3, 0)
# expect: '2009-04-19T03:04:05+05:30' datetime.datetime(2009, 4, 19, 3, 4, 5, tzinfo=datetime.timezone(datetime.timedelta(seconds=19800)))
# expect: '2009-04-19T' ValueError: Invalid isoformat string: '2009-04-19T'
# expect: '2009-04-1903:04' ValueError: Invalid isoformat string: '2009-04-1903:04'
# expect: '2009-04' ValueError: Invalid isoformat string: '2009-04'
# expect: 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx' ValueError: Invalid isoformat string: 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx'
print(tried(date.fromisoformat, 3), tried(time.fromisoformat, None), tried(datetime.fromisoformat, b"2009-04-19"))
# expect: TypeError: fromisoformat: argument must be str TypeError: fromisoformat: argument must be str TypeError: fromisoformat: argument must be str

moment = datetime(2009, 4, 9, 3, 4, 5, 678901, timezone(-timedelta(hours=3, minutes=30), "NST"), fold=1)
for precision in ("auto", "hours", "minutes", "seconds", "milliseconds", "microseconds"):
    print(moment.isoformat("é", precision), moment.time().isoformat(timespec=precision), moment.replace(microsecond=0).isoformat(" ", precision))
# expect: 2009-04-09é03:04:05.678901-03:30 03:04:05.678901 2009-04-09 03:04:05-03:30
# expect: 2009-04-09é03-03:30 03 2009-04-09 03-03:30
# expect: 2009-04-09é03:04-03:30 03:04 2009-04-09 03:04-03:30
# expect: 2009-04-09é03:04:05-03:30 03:04:05 2009-04-09 03:04:05-03:30
# expect: 2009-04-09é03:04:05.678-03:30 03:04:05.678 2009-04-09 03:04:05.000-03:30
# expect: 2009-04-09é03:04:05.678901-03:30 03:04:05.678901 2009-04-09 03:04:05.000000-03:30
print(repr(moment), str(moment), repr(moment.timetz()), moment.ctime(), date(2009, 4, 9).ctime(), repr(time(1, 2, 3)))
# expect: datetime.datetime(2009, 4, 9, 3, 4, 5, 678901, fold=1, tzinfo=datetime.timezone(datetime.timedelta(days=-1, seconds=73800), 'NST')) 2009-04-09 03:04:05.678901-03:30 datetime.time(3, 4, 5, 678901, tzinfo=datetime.timezone(datetime.timedelta(days=-1, seconds=73800), 'NST'), fold=1) Thu Apr  9 03:04:05 2009 Thu Apr  9 00:00:00 2009 datetime.time(1, 2, 3)
for wrong in (
    lambda: moment.isoformat("xx"), lambda: moment.isoformat(3), lambda: moment.isoformat(timespec="days"),
    lambda: moment.isoformat(timespec="hours\0"), lambda: moment.isoformat(timespec=3), lambda: moment.strftime(3),
    lambda: format(moment, 3), lambda: datetime.strptime(3, "x"), lambda: datetime.strptime("x", 3), lambda: time(1).isoformat("x"),
):
    print(tried(wrong))
# expect: TypeError: isoformat() argument 1 must be a unicode character, not str
# expect: TypeError: isoformat() argument 1 must be a unicode character, not int
# expect: ValueError: Unknown timespec value
# expect: ValueError: embedded null character
# expect: TypeError: isoformat() argument 2 must be str, not int
# expect: TypeError: strftime() argument 1 must be str, not int
# expect: TypeError: format() argument 2 must be str, not int
# expect: TypeError: strptime() argument 1 must be str, not int
# expect: TypeError: strptime() argument 2 must be str, not int
# expect: ValueError: Unknown timespec value

for form in (
    "", "%Y-%m-%d %H:%M:%S.%f%z", "%A %a %B %b %c", "%d/%m/%y %I %p %j %U %W %w", "%G-W%V-%u", "%Z%%Z%:z", "%D %F %T %R", "%",
    "%x|%X|%C|%e", "é%Y", "no directive",
):
    print(ascii(moment.strftime(form)), ascii(format(moment.date(), form)), ascii(format(moment.time(), form)))
# expect: '' '2009-04-09' '03:04:05.678901'
# expect: '2009-04-09 03:04:05.678901-0330' '2009-04-09 00:00:00.000000' '1900-01-01 03:04:05.678901'
# expect: 'Thursday Thu April Apr Thu Apr  9 03:04:05 2009' 'Thursday Thu April Apr Thu Apr  9 00:00:00 2009' 'Monday Mon January Jan Mon Jan  1 03:04:05 1900'
# expect: '09/04/09 03 AM 099 14 14 4' '09/04/09 12 AM 099 14 14 4' '01/01/00 03 AM 001 00 01 1'
# expect: '2009-W15-4' '2009-W15-4' '1900-W01-1'
# expect: 'NST%Z-03:30' '%Z' '%Z'
# expect: '04/09/09 2009-04-09 03:04:05 03:04' '04/09/09 2009-04-09 00:00:00 00:00' '01/01/00 1900-01-01 03:04:05 03:04'
# expect: '%' '%' '%'
# expect: '04/09/09|03:04:05|20| 9' '04/09/09|00:00:00|20| 9' '01/01/00|03:04:05|19| 1'
# expect: '\xe92009' '\xe92009' '\xe91900'
# expect: 'no directive' 'no directive' 'no directive'
print(f"{moment:%H.%M}", f"{moment}", "{:%d}".format(date(2009, 4, 9)), f"{moment.time():%M%z}")
# expect: 03.04 2009-04-09 03:04:05.678901-03:30 09 04
print(date(2009, 4, 9).strftime("%f %z|%Z|%:z|"), time(1, 2, tzinfo=UTC).strftime("%Y %z %Z %f"))
# expect: 000000 ||| 1900 +0000 UTC 000000
# So wide a field has bounds, and no date a huge text is made of brings the program down.
print(len(moment.strftime("%1000Y")), len(moment.strftime("%f" * 10000)), len(moment.strftime("%z" * 10000)))
# expect: 1000 60000 50000

print(tried(datetime.strptime, "2009-04-09 03:04:05.678 -0330", "%Y-%m-%d %H:%M:%S.%f %z"))
# expect: datetime.datetime(2009, 4, 9, 3, 4, 5, 678000, tzinfo=datetime.timezone(datetime.timedelta(days=-1, seconds=73800)))
print(tried(datetime.strptime, "10 Apr 2009 UTC", "%d %b %Y %Z"), tried(datetime.strptime, "x", "%Y"))
# expect: datetime.datetime(2009, 4, 10, 0, 0) ValueError: time data 'x' does not match format '%Y'
for delta in (timedelta(), timedelta(1), timedelta(-1), timedelta(2, 3, 4), timedelta(-2, 3), timedelta(0, 0, 5), timedelta(hours=30)):
    print(repr(delta), "|", delta)
# expect: datetime.timedelta(0) | 0:00:00
# expect: datetime.timedelta(days=1) | 1 day, 0:00:00
# expect: datetime.timedelta(days=-1) | -1 day, 0:00:00
# expect: datetime.timedelta(days=2, seconds=3, microseconds=4) | 2 days, 0:00:03.000004
# expect: datetime.timedelta(days=-2, seconds=3) | -2 days, 0:00:03
# expect: datetime.timedelta(microseconds=5) | 0:00:00.000005
# expect: datetime.timedelta(days=1, seconds=21600) | 1 day, 6:00:00
