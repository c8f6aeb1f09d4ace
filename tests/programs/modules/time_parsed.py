# `time.strptime` and what it makes.
import time

parsed = time.strptime("Mon Mar  3 10:11:12 2025", "%c")
print(parsed)
# expect: time.struct_time(tm_year=2025, tm_mon=3, tm_mday=3, tm_hour=10, tm_min=11, tm_sec=12, tm_wday=0, tm_yday=62, tm_isdst=-1)
print(time.strptime("2020-12-31 +0530", "%Y-%m-%d %z").tm_yday, len(parsed), parsed.tm_zone)  # expect: 366 9 None
for text, form in (("x", "%Y"), ("2020 ", "%Y"), ("2", "%")):
    try:
        time.strptime(text, form)
    except ValueError as e:
        print(repr(e))
# expect: ValueError("time data 'x' does not match format '%Y'")
# expect: ValueError('unconverted data remains:  ')
# expect: ValueError("stray % in format '%'")
