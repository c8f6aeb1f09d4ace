"""array: what it refuses, how it is pickled, numbers that are not equal to themselves; struct sequences made and changed by name."""
import array
import collections.abc
import copy
import os
import pickle
import time

print(issubclass(array.array, collections.abc.MutableSequence))
nan = array.array("d", [float("nan")])
print(nan == nan, nan != nan, nan < nan, array.array("i", [1, 2]) < array.array("i", [1, 3]), array.array("i") < nan)
for initial in "ab", array.array("w", "ab"):
    try:
        array.array("i", initial)
    except TypeError as error:
        print(error)
for protocol in range(6):
    function, arguments, state = array.array("h", [1, -2]).__reduce_ex__(protocol)
    print(protocol, function.__name__, arguments)
for code, values in ("b", [-1]), ("w", "aé"), ("L", [2**40]), ("f", [0.5]), ("d", []):
    numbers = array.array(code, values)
    print(all(pickle.loads(pickle.dumps(numbers, protocol)) == numbers for protocol in range(6)))
make = array._array_reconstructor
print(make(array.array, "h", 5, b"\1\2\xff\xfe"), make(array.array, "f", 17, b"\x3f\xf8" + bytes(6)))
print(make(array.array, "w", 18, "aé".encode("utf-16-le")), make(array.array, "b", 7, b"\0\0\1\0"))
for arguments in (int, "b", 0, b""), (1, "b", 0, b""), (array.array, "?", 0, b""), (array.array, "b", 22, b""), (array.array, "b", 0, "a"), (array.array, "b", 2, b"a"):
    try:
        make(*arguments)
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)


class Offset(array.array):
    __slots__ = ("offset",)


offset = Offset("i", [1])
offset.offset = 2
try:
    offset.other = 1
except AttributeError as error:
    print(offset.offset, type(error).__name__)
moment = time.struct_time(sequence=range(9), dict={"tm_zone": "here"})
print(moment, moment.tm_zone, time.struct_time.n_unnamed_fields)
changed = copy.replace(moment, tm_year=2000, tm_zone="there")
print(changed.tm_year, changed.tm_zone, changed.tm_mon)
try:
    copy.replace(moment, tm_nothing=1)
except TypeError as error:
    print(error)
status = os.stat_result(range(10))
print(os.stat_result.n_unnamed_fields, os.stat_result.__match_args__)
print(status)
try:
    copy.replace(status, st_mode=1)
except TypeError as error:
    print(error)
# expect: True
# expect: False True False True True
# expect: cannot use a str to initialize an array with typecode 'i'
# expect: cannot use a unicode array to initialize an array with typecode 'i'
# expect: 0 array ('h', [1, -2])
# expect: 1 array ('h', [1, -2])
# expect: 2 array ('h', [1, -2])
# expect: 3 _array_reconstructor (<class 'array.array'>, 'h', 4, b'\x01\x00\xfe\xff')
# expect: 4 _array_reconstructor (<class 'array.array'>, 'h', 4, b'\x01\x00\xfe\xff')
# expect: 5 _array_reconstructor (<class 'array.array'>, 'h', 4, b'\x01\x00\xfe\xff')
# expect: True
# expect: True
# expect: True
# expect: True
# expect: True
# expect: array('h', [258, -2]) array('f', [1.5])
# expect: array('w', 'aé') array('I', [256])
# expect: TypeError int is not a subtype of array.array
# expect: TypeError first argument must be a type object, not int
# expect: ValueError second argument must be a valid type code
# expect: ValueError third argument must be a valid machine format code.
# expect: TypeError fourth argument should be bytes, not str
# expect: ValueError string length not a multiple of item size
# expect: 2 AttributeError
# expect: time.struct_time(tm_year=0, tm_mon=1, tm_mday=2, tm_hour=3, tm_min=4, tm_sec=5, tm_wday=6, tm_yday=7, tm_isdst=8) here 0
# expect: 2000 there 1
# expect: Got unexpected field name(s): ['tm_nothing']
# expect: 3 ('st_mode', 'st_ino', 'st_dev', 'st_nlink', 'st_uid', 'st_gid', 'st_size')
# expect: os.stat_result(st_mode=0, st_ino=1, st_dev=2, st_nlink=3, st_uid=4, st_gid=5, st_size=6, st_atime=7, st_mtime=8, st_ctime=9)
# expect: __replace__() is not supported for os.stat_result because it has unnamed field(s)
