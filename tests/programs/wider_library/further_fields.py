# Named tuples of the library have fields that are no items: they follow the items when one is made.
import time
import types
import inspect

parsed = time.strptime("2020 +0130", "%Y %z")
print(len(parsed), parsed.tm_gmtoff, parsed.tm_zone)  # expect: 9 5400 None
made = time.struct_time(range(11))
print(len(made), made.tm_isdst, made.tm_zone, made.tm_gmtoff)  # expect: 9 8 9 10
print(time.struct_time(range(9), {"tm_gmtoff": 5}).tm_gmtoff)  # expect: 5
for arguments in ((range(9), {"no": 1}), (range(11), {"tm_zone": 1}), (range(9), 1)):
    try:
        time.struct_time(*arguments)
    except TypeError as error:
        print(str(error).removeprefix("time."))
# expect: struct_time() got duplicate or unexpected field name(s)
# expect: struct_time() got duplicate or unexpected field name(s)
# expect: struct_time() takes a dict as second arg, if any
print(inspect.signature(types.SimpleNamespace))  # expect: (mapping_or_iterable=(), /, **kwargs)
