# Text with a byte-order mark has one, at its beginning, however it is written.
import io
import os
import tempfile

path = os.path.join(tempfile.mkdtemp(), "text")
for encoding in ["utf-16", "utf-32", "utf-8-sig"]:
    with open(path, "w", encoding=encoding) as stream:
        stream.write("one\n")
        stream.write("two\n")
    with open(path, "a", encoding=encoding) as stream:
        stream.write("three\n")
    with open(path, "rb") as stream:
        print(encoding, stream.read() == "one\ntwo\nthree\n".encode(encoding))
    with open(path, "r+", encoding=encoding) as stream:
        stream.seek(0, io.SEEK_END)
        stream.write("four\n")
        stream.seek(0)
        stream.write("One\n")
    with open(path, encoding=encoding) as stream:
        print(ascii(stream.read()))

buffer = io.BytesIO()
text = io.TextIOWrapper(buffer, "ascii", newline="\n")
text.write("a\n")
text.reconfigure(encoding="utf-8-sig", newline=None)
text.write("é\n")
text.flush()
print(buffer.getvalue(), text.errors)

# Where the next character stands is known in encodings of several bytes, too.
for encoding in ["utf-16", "utf-16-be", "utf-8-sig", "cp1252", "euc_jp", "shift_jis"]:
    lines = ["first\n", "¥§\n" if encoding in ("cp1252", "utf-16") else "third\n", "last\n"]
    with open(path, "w", encoding=encoding) as stream:
        stream.writelines(lines)
    with open(path, encoding=encoding) as stream:
        places = []
        while True:
            places.append(stream.tell())
            if not stream.readline():
                break
        again = []
        for place in reversed(places):
            stream.seek(place)
            again.append(stream.readline())
        print(encoding, places, again[1:] == lines[::-1])
with open(path, "wb") as stream:
    stream.write(b"\xfe\xff" + "uno\ndos\n".encode("utf-16-be"))
with open(path, encoding="utf-16") as stream:
    print(stream.readline(), stream.readline())

# Who iterates over lines is not told a position, until the end.
with open(path, "w") as stream:
    stream.write("a\nb\n")
with open(path) as stream:
    next(stream)
    try:
        stream.tell()
    except OSError as error:
        print(type(error).__name__, error)
    print(list(stream), stream.tell())

# Neither what is not readable nor what is not writable is found out too late.
with open(path) as stream:
    try:
        stream.write("x")
    except io.UnsupportedOperation as error:
        print(error)
with open(path, "w") as stream:
    try:
        stream.read()
    except io.UnsupportedOperation as error:
        print(error)
try:
    io.TextIOWrapper(io.BytesIO(), encoding="hex")
except LookupError as error:
    print("not a text encoding" in str(error))


class Lines(io.TextIOWrapper):
    pass


print(repr(Lines(io.BytesIO(), "ascii")))
# expect: utf-16 True
# expect: 'One\ntwo\nthree\nfour\n'
# expect: utf-32 True
# expect: 'One\ntwo\nthree\nfour\n'
# expect: utf-8-sig True
# expect: 'One\ntwo\nthree\nfour\n'
# expect: b'a\n\xc3\xa9\n' strict
# expect: utf-16 [0, 14, 20, 30] True
# expect: utf-16-be [0, 12, 24, 34] True
# expect: utf-8-sig [0, 9, 15, 20] True
# expect: cp1252 [0, 6, 9, 14] True
# expect: euc_jp [0, 6, 12, 17] True
# expect: shift_jis [0, 6, 12, 17] True
# expect: uno
# expect:  dos
# expect:
# expect: OSError telling position disabled by next() call
# expect: ['b\n'] 4
# expect: not writable
# expect: not readable
# expect: True
# expect: <Lines encoding='ascii'>
