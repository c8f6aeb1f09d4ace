# Sequences whose items have names are not assigned to.
import os
import sys
import time

stat, now = os.stat("/"), time.localtime()
for attempt in (
    lambda: setattr(stat, "st_mode", 1), lambda: setattr(now, "tm_year", 1), lambda: setattr(now, "tm_zone", 1),
    lambda: delattr(stat, "st_mode"), lambda: setattr(stat, "other", 1), lambda: setattr(sys.flags, "debug", 1),
    lambda: type(sys.version_info)(range(5)), lambda: time.struct_time(range(5)),
    lambda: time.struct_time(range(20)), lambda: time.struct_time(range(9), 3),
    lambda: time.struct_time(range(9), {"tm_zon": "x"}), lambda: time.struct_time(range(9)).__reduce__(),
    lambda: type(os.stat_result.st_mode).__name__,
):
    try:
        print(attempt())
    except (AttributeError, TypeError) as error:
        print(type(error).__name__, error)
# expect: AttributeError readonly attribute
# expect: AttributeError readonly attribute
# expect: AttributeError readonly attribute
# expect: AttributeError readonly attribute
# expect: AttributeError 'os.stat_result' object has no attribute 'other' and no __dict__ for setting new attributes
# expect: AttributeError readonly attribute
# expect: TypeError cannot create 'sys.version_info' instances
# expect: TypeError time.struct_time() takes an at least 9-sequence (5-sequence given)
# expect: TypeError time.struct_time() takes an at most 11-sequence (20-sequence given)
# expect: TypeError time.struct_time() takes a dict as second arg, if any
# expect: TypeError time.struct_time() got duplicate or unexpected field name(s)
# expect: (<class 'time.struct_time'>, ((0, 1, 2, 3, 4, 5, 6, 7, 8), {'tm_zone': None, 'tm_gmtoff': None}))
# expect: member_descriptor
# What is no sequence makes none.
for source in None, 5, [1]:
    try:
        time.struct_time(source)
    except TypeError as error:
        print(error)
# expect: constructor requires a sequence
# expect: constructor requires a sequence
# expect: time.struct_time() takes an at least 9-sequence (1-sequence given)
