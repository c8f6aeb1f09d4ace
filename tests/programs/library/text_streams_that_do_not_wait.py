# cpython: 3.13 reads an empty text
# io: a text stream over a descriptor that does not wait says so where it would have to.
import os

reading, writing = os.pipe()
os.set_blocking(reading, False)
stream = open(reading, encoding="utf-8")
try:
    stream.read()
except BlockingIOError as error:
    print(error)
os.write(writing, "grün".encode())
print(stream.read(2), stream.read(2), repr(stream.read(1)))
os.close(writing)
print(repr(stream.read()))
stream.close()
# expect: Read returned None.
# expect: gr ün ''
# expect: ''
