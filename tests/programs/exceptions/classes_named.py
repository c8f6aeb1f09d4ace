# What is said of an object names its class: one of a module's with the module, a program's own alone, unless it is to be told
# from others of its name.
# cpython: 3.13 names fewer with their modules
import array
import collections
import functools
import itertools
import json
import operator
import re
import types
import typing


def attempt(function):
    try:
        print(repr(function()))
    except Exception as e:
        print(type(e).__name__, e, *getattr(e, "__notes__", ()))


values = [
    collections.deque(), collections.defaultdict(), collections.OrderedDict(), types.SimpleNamespace(), array.array("b"),
    re.compile(""), itertools.count(), functools.partial(int), operator.itemgetter(1), typing.TypeVar("T"), int | str,
]
for value in values:
    attempt(lambda: value[None:]())
    attempt(lambda: int(value))
    attempt(lambda: "".join([value]))
    attempt(lambda: {value: 1} and 0)
# expect: TypeError sequence index must be integer, not 'slice'
# expect: TypeError int() argument must be a string, a bytes-like object or a real number, not 'collections.deque'
# expect: TypeError sequence item 0: expected str instance, collections.deque found
# expect: TypeError cannot use 'collections.deque' as a dict key (unhashable type: 'collections.deque')
# expect: KeyError slice(None, None, None)
# expect: TypeError int() argument must be a string, a bytes-like object or a real number, not 'collections.defaultdict'
# expect: TypeError sequence item 0: expected str instance, collections.defaultdict found
# expect: TypeError cannot use 'collections.defaultdict' as a dict key (unhashable type: 'collections.defaultdict')
# expect: KeyError slice(None, None, None)
# expect: TypeError int() argument must be a string, a bytes-like object or a real number, not 'collections.OrderedDict'
# expect: TypeError sequence item 0: expected str instance, collections.OrderedDict found
# expect: TypeError cannot use 'collections.OrderedDict' as a dict key (unhashable type: 'collections.OrderedDict')
# expect: TypeError 'types.SimpleNamespace' object is not subscriptable
# expect: TypeError int() argument must be a string, a bytes-like object or a real number, not 'types.SimpleNamespace'
# expect: TypeError sequence item 0: expected str instance, types.SimpleNamespace found
# expect: TypeError cannot use 'types.SimpleNamespace' as a dict key (unhashable type: 'types.SimpleNamespace')
# expect: TypeError 'array.array' object is not callable
# expect: ValueError invalid literal for int() with base 10: b''
# expect: TypeError sequence item 0: expected str instance, array.array found
# expect: TypeError cannot use 'array.array' as a dict key (unhashable type: 'array.array')
# expect: TypeError 're.Pattern' object is not subscriptable
# expect: TypeError int() argument must be a string, a bytes-like object or a real number, not 're.Pattern'
# expect: TypeError sequence item 0: expected str instance, re.Pattern found
# expect: 0
# expect: TypeError 'itertools.count' object is not subscriptable
# expect: TypeError int() argument must be a string, a bytes-like object or a real number, not 'itertools.count'
# expect: TypeError sequence item 0: expected str instance, itertools.count found
# expect: 0
# expect: TypeError 'functools.partial' object is not subscriptable
# expect: TypeError int() argument must be a string, a bytes-like object or a real number, not 'functools.partial'
# expect: TypeError sequence item 0: expected str instance, functools.partial found
# expect: 0
# expect: TypeError 'operator.itemgetter' object is not subscriptable
# expect: TypeError int() argument must be a string, a bytes-like object or a real number, not 'operator.itemgetter'
# expect: TypeError sequence item 0: expected str instance, operator.itemgetter found
# expect: 0
# expect: TypeError 'typing.TypeVar' object is not subscriptable
# expect: TypeError int() argument must be a string, a bytes-like object or a real number, not 'typing.TypeVar'
# expect: TypeError sequence item 0: expected str instance, typing.TypeVar found
# expect: 0
# expect: TypeError int | str is not a generic class
# expect: TypeError int() argument must be a string, a bytes-like object or a real number, not 'typing.Union'
# expect: TypeError sequence item 0: expected str instance, typing.Union found
# expect: 0


class Own:
    __slots__ = ()


attempt(lambda: {collections.deque()})
# expect: TypeError cannot use 'collections.deque' as a set element (unhashable type: 'collections.deque')
attempt(lambda: collections.deque.missing)
# expect: AttributeError type object 'collections.deque' has no attribute 'missing'
attempt(lambda: setattr(collections.deque(), "x", 1))
# expect: AttributeError 'collections.deque' object has no attribute 'x' and no __dict__ for setting new attributes
attempt(lambda: collections.deque.append([], 1))
# expect: TypeError descriptor 'append' for 'collections.deque' objects doesn't apply to a 'list' object
attempt(lambda: collections.deque.__new__(int))
# expect: TypeError collections.deque.__new__(int): int is not a subtype of collections.deque
attempt(lambda: (lambda: 0)(*Own()))
# expect: TypeError __main__.<lambda>.<locals>.<lambda>() argument after * must be an iterable, not Own
attempt(lambda: Own()())  # expect: TypeError 'Own' object is not callable
attempt(lambda: hash(type("Own", (Own,), {"__hash__": None})()))  # expect: TypeError unhashable type: 'Own'
attempt(lambda: "%c" % Own())  # expect: TypeError %c requires an int or a unicode character, not Own
attempt(lambda: "%c" % collections.deque())
# expect: TypeError %c requires an int or a unicode character, not collections.deque
attempt(lambda: b"%c" % collections.deque())
# expect: TypeError %c requires an integer in range(256) or a single byte, not collections.deque
attempt(lambda: bytes.fromhex(collections.deque()))
# expect: TypeError fromhex() argument must be str or bytes-like, not collections.deque
attempt(lambda: array.array("w", [collections.deque()]))
# expect: TypeError array item must be a unicode character, not collections.deque
attempt(lambda: json.dumps({"a": [collections.OrderedDict(b=collections.deque())]}))
# expect: TypeError Object of type deque is not JSON serializable when serializing collections.OrderedDict item 'b' when serializing list item 0 when serializing dict item 'a'
attempt(lambda: iter(range(2**70)).__setstate__(collections.deque()))
# expect: TypeError state must be an int, not collections.deque
match collections.deque():
    case collections.abc.Sequence():
        print("a sequence")
# expect: a sequence
try:
    match collections.deque():
        case collections.deque(1):
            pass
except TypeError as error:
    print(error)
# expect: collections.deque() accepts 0 positional sub-patterns (1 given)
# What shows an object has its own way.
print(collections.deque(), collections.OrderedDict(), array.array("b"), collections.defaultdict(int), types.SimpleNamespace())
# expect: deque([]) OrderedDict() array('b') defaultdict(<class 'int'>, {}) namespace()
print(operator.itemgetter(1), operator.methodcaller("a", 2))  # expect: operator.itemgetter(1) operator.methodcaller('a', 2)
