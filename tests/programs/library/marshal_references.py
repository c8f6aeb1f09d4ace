# What occurs several times is marshalled once, and loops are: lists, dicts, and tuples that hold themselves by way of these.
# cpython: 3.14 writes slices and says what is unhashable; numbers are given by references alone here
import marshal
import sys

shared = ["one"]
pair = marshal.loads(marshal.dumps((shared, shared, [shared])))
print(pair, pair[0] is pair[1] is pair[2][0])
pair = marshal.loads(marshal.dumps((shared, shared), 2))
print(pair[0] is pair[1])
loop = []
loop.append(loop)
again = marshal.loads(marshal.dumps(loop))
print(again[0] is again)
named = {"self": None}
named["self"] = named
again = marshal.loads(marshal.dumps(named))
print(again["self"] is again)
held = ([], {})
held[0].append(held)
held[1]["t"] = held
again = marshal.loads(marshal.dumps(held))
print(type(again), again[0][0] is again, again[1]["t"] is again)
for version in range(3):
    try:
        marshal.dumps(loop, version)
    except ValueError as error:
        print(error)
# expect: (['one'], ['one'], [['one']]) True
# expect: False
# expect: True
# expect: True
# expect: <class 'tuple'> True True
# expect: object too deeply nested to marshal
# expect: object too deeply nested to marshal
# expect: object too deeply nested to marshal

print(marshal.loads(marshal.dumps([slice(1, None, 2), ..., StopIteration])))
around = slice([], None)
around.start.append(around)
for value, version in ((slice(1), 4), (around, 5)):
    try:
        marshal.dumps(value, version)
    except ValueError as error:
        print(error)
for version in range(6):
    values = [1.5, -2.5j, 1e300, "text", "té", "\ud800", "x" * 300, 2**100, -1, (1,) * 300, {1, "a"}, frozenset("b"), None, True]
    print(version, marshal.loads(marshal.dumps(values, version)) == values)
name = sys.intern("a name of ours")
print(marshal.loads(marshal.dumps(name)) is name, marshal.loads(marshal.dumps(name, 2)) is name)
# expect: [slice(1, None, 2), Ellipsis, <class 'StopIteration'>]
# expect: unmarshallable object
# expect: unmarshallable object
# expect: 0 True
# expect: 1 True
# expect: 2 True
# expect: 3 True
# expect: 4 True
# expect: 5 True
# expect: True False

# The same bytes, whoever else knows the values and however they hash.
print(marshal.dumps(1), marshal.dumps([shared, shared]), marshal.dumps({"y", "x", "z"}, 2))
# expect: b'i\x01\x00\x00\x00' b'[\x02\x00\x00\x00\xdb\x01\x00\x00\x00Z\x03oner\x00\x00\x00\x00' b'<\x03\x00\x00\x00u\x01\x00\x00\x00xu\x01\x00\x00\x00yu\x01\x00\x00\x00z'
deep = frozenset()
for _ in range(100):
    deep = frozenset([deep])
print(len(marshal.dumps(deep)), marshal.loads(marshal.dumps(deep)) == deep)
twins = ()
for _ in range(100):
    twins = (twins, twins)
print(len(marshal.dumps(twins)), len(marshal.loads(marshal.dumps(twins))))
# expect: 505 True
# expect: 702 2

for kind in (int, float, complex, str, tuple, list, dict, set, frozenset):
    try:
        print(marshal.dumps(type("own", (kind,), {})()))
    except ValueError as error:
        print(error)
# expect: unmarshallable object
# expect: unmarshallable object
# expect: unmarshallable object
# expect: unmarshallable object
# expect: unmarshallable object
# expect: unmarshallable object
# expect: unmarshallable object
# expect: unmarshallable object
# expect: unmarshallable object

hostile = [
    b"r\x00\x00\x00\x00",
    b"[\x01\x00\x00\x00r\x07\x00\x00\x00",
    b"[\x01\x00\x00\x00r\xff\xff\xff\xff",
    b"\xa8\x01\x00\x00\x00r\x00\x00\x00\x00",
    b"\xbe\x01\x00\x00\x00r\x00\x00\x00\x00",
    b"\xba[\x01\x00\x00\x00r\x00\x00\x00\x00NN",
    b"\xfbr\x00\x00\x00\x00N0",
    b"\xbc\x01\x00\x00\x00r\x00\x00\x00\x00",
    b"l\x02\x00\x00\x00\x01\x00\x00\x00",
    b"l\xff\xff\xff\x7f",
    b"[\xff\xff\xff\x7f",
    b"(\xff\xff\xff\xff",
    b"f\x03abc",
    b"0",
    b"[\x01\x00\x00\x000",
    b"?",
]
for data in hostile:
    try:
        print(marshal.loads(data))
    except (ValueError, TypeError, EOFError) as error:
        print(type(error).__name__, error)
# expect: ValueError bad marshal data (invalid reference)
# expect: ValueError bad marshal data (invalid reference)
# expect: ValueError bad marshal data (invalid reference)
# expect: ValueError bad marshal data (invalid reference)
# expect: ValueError bad marshal data (invalid reference)
# expect: ValueError bad marshal data (invalid reference)
# expect: TypeError cannot use 'dict' as a dict key (unhashable type: 'dict')
# expect: TypeError cannot use 'set' as a set element (unhashable type: 'set')
# expect: ValueError bad marshal data (unnormalized long data)
# expect: EOFError marshal data too short
# expect: EOFError EOF read where object expected
# expect: ValueError bad marshal data (tuple size out of range)
# expect: ValueError could not convert string to float: 'abc'
# expect: TypeError NULL object in marshal data for object
# expect: TypeError NULL object in marshal data for list
# expect: ValueError bad marshal data (unknown type code)


class Item:
    def __hash__(self):
        return 0

    def __buffer__(self, flags):
        changing.add("more")
        return memoryview(b"abc")


changing = {Item()}
try:
    marshal.dumps(changing)
except RuntimeError as error:
    print(error)
# expect: set changed size during iteration
