# Which objects of built-in classes have weak references.
import array
import collections
import io
import re
import threading
import types
import weakref


def refuses(value):
    try:
        return weakref.ref(value)() is not value
    except TypeError as error:
        return str(error)


def generator():
    yield


held = [set(), frozenset({1}), refuses, len, [].append, refuses.__code__, types, generator(), memoryview(b""), int]
held += [list[int], io.StringIO(), io.BytesIO(), threading.Lock(), threading.RLock(), collections.deque(), re.compile("a")]
held += [array.array("i"), (lambda: 1), weakref.WeakSet(), collections.OrderedDict()]
print([value for value in held if refuses(value) is not False])  # expect: []
for value in (range(3), slice(1), iter([]), {}.keys(), property(), ValueError(), object(), reversed([]), bytearray(), 1.5, None):
    print(refuses(value))
# expect: cannot create weak reference to 'range' object
# expect: cannot create weak reference to 'slice' object
# expect: cannot create weak reference to 'list_iterator' object
# expect: cannot create weak reference to 'dict_keys' object
# expect: cannot create weak reference to 'property' object
# expect: cannot create weak reference to 'ValueError' object
# expect: cannot create weak reference to 'object' object
# expect: cannot create weak reference to 'list_reverseiterator' object
# expect: cannot create weak reference to 'bytearray' object
# expect: cannot create weak reference to 'float' object
# expect: cannot create weak reference to 'NoneType' object


class Error(ValueError):
    pass


print(refuses(Error()), bool(set.__weakrefoffset__), bool(range.__weakrefoffset__))  # expect: False True False
