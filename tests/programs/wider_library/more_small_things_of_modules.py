# Small things of many modules, which CPython's own tests ask for.
import array
import binascii
import cmath
import codecs
import csv
import heapq
import inspect
import io
import itertools
import json
import math
import mmap
import operator
import os
import select
import struct
import symtable
import sys
import time
import types
import warnings
from collections import deque


def attempt(call, *args, **kwargs):
    try:
        return call(*args, **kwargs)
    except Exception as error:
        return f"{type(error).__name__}: {error}"


# Native functions and bound native methods are of one class.
print(types.BuiltinFunctionType is types.BuiltinMethodType is type(len) is type([].append) is type(dict.fromkeys))
print([].append.__class__ is type(len), isinstance(len, type({}.get)))
kinds = [row[:3] for row in inspect.classify_class_attrs(bool) if row[0] == "__new__"]
print(kinds)
for getter in (operator.attrgetter("a"), operator.itemgetter(1), operator.methodcaller("a")):
    print(inspect.signature(getter))


# The variables of a generator that has not begun, those of outer functions among them.
def outer():
    shared = 5

    def inner(parameter):
        yield shared

    return inner


generator = outer()(3)
print(inspect.getgeneratorlocals(generator), generator.gi_frame.f_locals["shared"])
generator.gi_frame.f_locals["shared"] = 6
print(next(generator), inspect.getgeneratorlocals(generator))


# What changes while it is looked through.
class Clears:
    def __init__(self, container, answer=False):
        self.container, self.answer = container, answer

    def __eq__(self, other):
        self.container.clear()
        return self.answer

    def __lt__(self, other):
        self.container.clear()
        return NotImplemented

    def __gt__(self, other):
        return False


for answer in (True, False):
    for method in ("count", "index", "__contains__"):
        numbers = deque(["ab"])
        numbers.extend([Clears(numbers, answer), "c"])
        print(method, attempt(getattr(numbers, method), "c"))
    numbers = deque(["ab"])
    numbers.extend([Clears(numbers, answer), "c"])
    print(attempt(numbers.remove, "c").split(":")[0], numbers)


class Fails:
    def __eq__(self, other):
        raise RuntimeError("asked")


print(attempt(deque([Fails()]).remove, 1))
heap = []
heapq.heappush(heap, Clears(heap))
print(attempt(heapq.heappush, heap, Clears(heap)))


class Shrinks:
    pass


items = [Shrinks() for _ in range(10)]
print(json.dumps(items, default=lambda item: items.pop() and None))


class Ready:
    def fileno(self):
        del ready[-1]
        return writing


reading, writing = os.pipe()
ready = [Ready()] * 10
print(select.select([], ready, [])[1] == ready[:5])
os.close(reading)
os.close(writing)

# Numbers that are large, or near to one.
print(math.acosh(1e308), math.asinh(1e308), math.asinh(-1e308), math.acosh(1.0000000000000002), math.acosh(1.001))
print(attempt(cmath.cos, 1e308j), attempt(cmath.sinh, -1e308), attempt(cmath.exp, complex(math.inf, math.inf)))
print(attempt(math.log, 256, True).split(":")[0], attempt(binascii.hexlify, b"x", None, 0))
for year in (2**31, -(2**31) - 1, -(2**31), 10**20):
    parts = (year, 1, 1, 0, 0, 0, 0, 1, -1)
    print(attempt(time.asctime, parts), attempt(time.strftime, "%Y", parts), attempt(time.mktime, parts))

# Structures of a class of one's own.
class Own(struct.Struct):
    def __init__(self):
        super().__init__(">h")


class Other(struct.Struct):
    def __new__(cls, *args):
        return super().__new__(cls, "<i")

    def __init__(self, *args):
        super().__init__(">q")


print(Own().size, Own().pack(1), Other("b").format, attempt(struct.Struct, "h", "q").split(":")[0])

# A dialect in which a character would mean two things.
for terms in (
    {"lineterminator": "x", "delimiter": "x"},
    {"lineterminator": "abx", "quotechar": "b"},
    {"lineterminator": "x", "escapechar": "x"},
    {"delimiter": "a", "escapechar": "a"},
    {"delimiter": '"'},
    {"dialect": None},
):
    print(terms, str(attempt(csv.reader, ["a,b"], **terms))[:50].split(" object")[0])

print(binascii.b2a_qp(b"x \ny\t\n", istext=False), binascii.b2a_qp(b"x \ny\t\n"), binascii.b2a_qp(b".\n..\n.\x00"))
print(binascii.b2a_qp(b"a b_c", header=True), binascii.b2a_qp(b"x\t \r\n", istext=False), binascii.b2a_qp(b"a " * 40))

# Bytes with gaps.
gaps = memoryview(b"abcdef")[::2]
for use in (binascii.hexlify, b"abc".strip, io.BytesIO().write, binascii.crc32, b"abc".split):
    print(attempt(use, gaps))
print(bytes(gaps), gaps.tobytes(), gaps.hex(), list(gaps), gaps[0:0].contiguous, gaps[:1].c_contiguous)
room = memoryview(bytearray(3))
room[:] = gaps
print(room.tobytes(), gaps == b"ace")

# Iterators over folders that are left open, and terminals.
with warnings.catch_warnings(record=True) as seen:
    warnings.simplefilter("always")
    entries = os.scandir("/")
    next(entries)
    del entries
    entries = os.scandir("/")
    entries.close()
    del entries
    list(os.scandir("/"))
print([(warning.category.__name__, str(warning.message)[:26]) for warning in seen])
reading, writing = os.pipe()
print(os.device_encoding(reading))
os.close(reading)
os.close(writing)

table = symtable.symtable("def f(): pass", "?", "exec")
print(table.get_id() > 0, table.get_children()[0].get_id() > 0)
first, _ = itertools.tee("abc")
print(next(first), list(type(first)("def")))
name = "granular_small_things"
with open(name, "w+b") as file:
    file.write(b"x" * 100)
    file.flush()
    with mmap.mmap(file.fileno(), 10, trackfd=False) as memory:
        print(attempt(memory.resize, 20))
os.remove(name)

# What warns does not depend on what a program calls `warnings`.
stderr, sys.stderr = sys.stderr, io.StringIO()
kept = sys.modules["warnings"]
for junk in (types.ModuleType("warnings"), None, 5):
    sys.modules["warnings"] = junk
    print(type(compile("1 is 1", "x", "eval")).__name__)
sys.modules["warnings"] = kept
print(sys.stderr.getvalue().count("SyntaxWarning"))
sys.stderr = stderr
# expect: True
# expect: True True
# expect: [('__new__', 'static method', <class 'bool'>)]
# expect: (obj, /)
# expect: (obj, /)
# expect: (obj, /)
# expect: {'parameter': 3, 'shared': 5} 5
# expect: 6 {'parameter': 3, 'shared': 6}
# expect: count RuntimeError: deque mutated during iteration
# expect: index 1
# expect: __contains__ True
# expect: IndexError deque([])
# expect: count RuntimeError: deque mutated during iteration
# expect: index RuntimeError: deque mutated during iteration
# expect: __contains__ RuntimeError: deque mutated during iteration
# expect: IndexError deque([])
# expect: RuntimeError: asked
# expect: RuntimeError: list changed size during iteration
# expect: [null, null, null, null, null]
# expect: True
# expect: 709.889355822726 709.889355822726 -709.889355822726 2.1073424255447017e-08 0.04471763360830684
# expect: OverflowError: math range error OverflowError: math range error ValueError: math domain error
# expect: ZeroDivisionError TypeError: object of type 'NoneType' has no len()
# expect: OverflowError: signed integer is greater than maximum OverflowError: signed integer is greater than maximum OverflowError: signed integer is greater than maximum
# expect: OverflowError: signed integer is less than minimum OverflowError: signed integer is less than minimum OverflowError: signed integer is less than minimum
# expect: OverflowError: year out of range OverflowError: year out of range OverflowError: year out of range
# expect: OverflowError: Python int too large to convert to C long OverflowError: Python int too large to convert to C long OverflowError: Python int too large to convert to C long
# expect: 2 b'\x00\x01' >q TypeError
# expect: {'lineterminator': 'x', 'delimiter': 'x'} ValueError: bad delimiter or lineterminator value
# expect: {'lineterminator': 'abx', 'quotechar': 'b'} ValueError: bad quotechar or lineterminator value
# expect: {'lineterminator': 'x', 'escapechar': 'x'} ValueError: bad escapechar or lineterminator value
# expect: {'delimiter': 'a', 'escapechar': 'a'} ValueError: bad delimiter or escapechar value
# expect: {'delimiter': '"'} ValueError: bad delimiter or quotechar value
# expect: {'dialect': None} <_csv.reader
# expect: b'x =0Ay\t=0A' b'x=20\ny=09\n' b'=2E\n..\n=2E=00'
# expect: b'a_b=5Fc' b'x\t =0D=0A' b'a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a=\n a a=20'
# expect: BufferError: memoryview: underlying buffer is not C-contiguous
# expect: BufferError: memoryview: underlying buffer is not C-contiguous
# expect: BufferError: memoryview: underlying buffer is not C-contiguous
# expect: BufferError: memoryview: underlying buffer is not C-contiguous
# expect: BufferError: memoryview: underlying buffer is not C-contiguous
# expect: b'ace' b'ace' 616365 [97, 99, 101] False True
# expect: b'ace' True
# expect: [('ResourceWarning', 'unclosed scandir iterator ')]
# expect: None
# expect: True True
# expect: a ['d', 'e', 'f']
# expect: ValueError: mmap can't resize with trackfd=False.
# expect: code
# expect: code
# expect: code
# expect: 3
