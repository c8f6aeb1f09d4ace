# What is refused, in which words: sleeping for what is no number, making what cannot be made, changing a list that is sorted.
# cpython: 3.13 has other words
import functools
import hashlib
import random
import select
import sys
import time


class Float:
    def __float__(self):
        return 0.0


def delete_flag():
    del sys._getframe().f_trace_lines


def delete_suppression():
    del Exception().__suppress_context__


def sort_what_changes():
    items = [1, 2, 3]

    def compare(left, right):
        items.append(4)
        items.pop()
        return left - right

    items.sort(key=functools.cmp_to_key(compare))


for call in (
    lambda: time.sleep("1"),
    lambda: time.sleep(None),
    lambda: time.sleep(Float()),
    lambda: type(select.poll())(),
    lambda: type(hashlib.new("sha256"))(),
    lambda: type(int | str)(),
    delete_flag,
    delete_suppression,
    sort_what_changes,
    lambda: random.getrandbits(-1),
    lambda: random.getrandbits(2**70),
):
    try:
        print(call())
    except Exception as error:
        print(type(error).__name__, error)
# expect: TypeError 'str' object cannot be interpreted as an integer or float
# expect: TypeError 'NoneType' object cannot be interpreted as an integer or float
# expect: TypeError 'Float' object cannot be interpreted as an integer or float
# expect: TypeError cannot create 'select.poll' instances
# expect: TypeError cannot create '_hashlib.HASH' instances
# expect: TypeError cannot create 'typing.Union' instances
# expect: TypeError can't delete numeric/char attribute
# expect: TypeError can't delete numeric/char attribute
# expect: ValueError list modified during sort
# expect: ValueError Cannot convert negative int
# expect: OverflowError Python int too large for C uint64_t

# A file that is opened by a path that is an object has the name that the object stands for.
import io
import pathlib

path = pathlib.Path("/dev/null")
with open(path) as text, open(path, "rb") as binary, io.FileIO(path) as raw:
    print(text.name, binary.name, raw.name)  # expect: /dev/null /dev/null /dev/null
    print(type(text.name).__name__, type(raw.name).__name__)  # expect: str PosixPath
for file in (1.5, [], None):
    try:
        open(file)
    except TypeError as error:
        print(error)
# expect: expected str, bytes or os.PathLike object, not float
# expect: expected str, bytes or os.PathLike object, not list
# expect: expected str, bytes or os.PathLike object, not NoneType
