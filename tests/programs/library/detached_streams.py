# Of a stream that has been parted from what is behind it nothing can be asked any more, not even whether it is closed.
# cpython: 3.14 says that one never begun is closed
import io


def attempt(function):
    try:
        print(function())
    except ValueError as error:
        print(error)


text = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
text.detach()
attempt(lambda: text.closed)  # expect: underlying buffer has been detached
attempt(text.close)  # expect: underlying buffer has been detached
attempt(lambda: text.newlines)  # expect: underlying buffer has been detached
attempt(lambda: text.writelines(["a"]))  # expect: underlying buffer has been detached
print(text.encoding, text)  # expect: ascii <_io.TextIOWrapper encoding='ascii'>

reader = io.BufferedReader(io.BytesIO(b"a"))
reader.detach()
attempt(lambda: reader.closed)  # expect: raw stream has been detached
attempt(lambda: iter(reader))  # expect: raw stream has been detached
print(reader.raw)  # expect: None

text = io.TextIOWrapper.__new__(io.TextIOWrapper)
attempt(text.read)  # expect: I/O operation on uninitialized object
print(text.closed, text.encoding)  # expect: True None
reader = io.BufferedReader.__new__(io.BufferedReader)
attempt(lambda: reader.closed)  # expect: I/O operation on uninitialized object
