# What lends its bytes is marshalled as bytes; what is nested too deep is not.
import array
import marshal

for value in (bytearray(b"abc"), memoryview(b"abcd")[1:], array.array("b", [1, 2]), [bytearray(b"x"), {1: b"y"}]):
    print(marshal.loads(marshal.dumps(value)))
for value in (object(), range(3), print):
    try:
        marshal.dumps(value)
    except ValueError as error:
        print(error)
nested = []
for _ in range(1000):
    nested = [nested]
again, depth = marshal.loads(marshal.dumps(nested)), 0
while again:
    again, depth = again[0], depth + 1
print(depth)
for _ in range(1500):
    nested = [nested]
try:
    marshal.dumps(nested)
except ValueError as error:
    print(error)
# expect: b'abc'
# expect: b'bcd'
# expect: b'\x01\x02'
# expect: [b'x', {1: b'y'}]
# expect: unmarshallable object
# expect: unmarshallable object
# expect: unmarshallable object
# expect: 1000
# expect: object too deeply nested to marshal
