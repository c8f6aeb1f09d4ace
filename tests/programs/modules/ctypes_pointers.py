# Pointers of ctypes: contents, items, casts, and what keeps data alive.
import gc
from ctypes import *

n = c_int(42)
p = pointer(n)
print(type(p).__name__, p.contents, p[0], bool(p), bool(POINTER(c_int)()), POINTER(c_int) is type(p), POINTER(None))
p.contents.value = 5
p[0] = 6
print(n, p.contents is p.contents)
p.contents = c_int(99)
gc.collect()
print(p[0], n)
for use in (lambda: POINTER(c_int)().contents, lambda: POINTER(c_int)()[0], lambda: p["a"],
            lambda: p[1:]):
    try:
        print(use())
    except (ValueError, TypeError) as error:
        print(type(error).__name__, error)
items = (c_int * 4)(1, 2, 3, 4)
q = cast(items, POINTER(c_int))
print(q[0:4], q[3], q[2:0:-1])
q[1] = 20
print(list(items))
bytes_of = cast(pointer(n), POINTER(c_ubyte))
print(bytes_of[0:4])
del items
gc.collect()
print(q[2])


class Node(Structure):
    pass


Node._fields_ = [("value", c_int), ("next", POINTER(Node))]


def chain(*values):
    first = None
    for value in reversed(values):
        first = Node(value, pointer(first) if first else None)
    return first


node, found = chain(1, 2, 3), []
gc.collect()
while True:
    found.append(node.value)
    if not node.next:
        break
    node = node.next.contents
print(found)
text = create_string_buffer(b"hello world")
print(string_at(text), string_at(text, 5), string_at(addressof(text) + 6), wstring_at(create_unicode_buffer("añb")))
memset(text, ord("x"), 3)
memmove(text, b"ab", 2)
print(text.value)
memmove(byref(text, 6), text, 3)
print(text.value)
print(cast(c_char_p(b"abc"), c_void_p).value is None, cast(c_char_p(b"abc"), c_char_p).value, cast(None, c_void_p).value)
again = c_int.from_address(addressof(n))
again.value = 123
print(n.value)
call = CFUNCTYPE(c_int, c_int, c_char_p)(lambda a, b: a + len(b))
print(call(40, b"ab"), bool(call))
try:
    call("x", b"")
except ArgumentError as error:
    print("ArgumentError")
try:
    call(1)
except TypeError as error:
    print(error)
big = create_string_buffer(4)
resize(big, 32)
print(sizeof(big), len(big))
try:
    resize(big, 1)
except ValueError as error:
    print(error)
print(list((py_object * 2)("a", [1])), (c_char_p * 2)(b"x", b"y")[1])
# expect: LP_c_int c_int(42) 42 True False True <class 'ctypes.c_void_p'>
# expect: c_int(6) False
# expect: 99 c_int(6)
# expect: ValueError NULL pointer access
# expect: ValueError NULL pointer access
# expect: TypeError Pointer indices must be integer
# expect: ValueError slice stop is required
# expect: [1, 2, 3, 4] 4 [3, 2]
# expect: [1, 20, 3, 4]
# expect: [6, 0, 0, 0]
# expect: 3
# expect: [1, 2, 3]
# expect: b'hello world' b'hello' b'world' añb
# expect: b'abxlo world'
# expect: b'abxlo abxld'
# expect: False b'abc' None
# expect: 123
# expect: 42 True
# expect: ArgumentError
# expect: this function takes at least 2 arguments (1 given)
# expect: 32 4
# expect: minimum size is 4
# expect: ['a', [1]] b'y'
