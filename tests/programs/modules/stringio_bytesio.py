# Files in memory.
import io

s = io.StringIO("one\ntwo\nthree")
print(s.readline(), s.read(3), s.tell(), s.readlines(), s.read(), repr(s.getvalue()))
# expect: one
# expect:  two 7 ['\n', 'three']  'one\ntwo\nthree'
s.seek(0)
print([line.strip() for line in s], s.seek(0, 2))  # expect: ['one', 'two', 'three'] 13
s.write("!")
s.seek(0)
s.write("ONE")
print(s.getvalue(), s.truncate(5), s.getvalue(), s.closed, s.readable(), s.writable(), s.seekable())
# expect: ONE
# expect: two
# expect: three! 5 ONE
# expect: t False True True True
with io.StringIO() as t:
    print("printed", 1, file=t)
    t.writelines(["a", "b"])
    print(repr(t.getvalue()))  # expect: 'printed 1\nab'
try:
    t.write("x")
except ValueError as e:
    print(type(e).__name__)  # expect: ValueError
b = io.BytesIO(b"abcdef")
print(b.read(2), b.tell(), b.read1(2), b.getvalue())  # expect: b'ab' 2 b'cd' b'abcdef'
print(b.readinto(x := bytearray(5)))  # expect: 2
print(x, b.read(), b.seek(-2, 2), b.read())  # expect: bytearray(b'ef\x00\x00\x00') b'' 4 b'ef'
b.seek(0)
b.write(b"XY")
print(b.getvalue(), len(b.getbuffer()))  # expect: b'XYcdef' 6
print(list(io.BytesIO(b"a\nb\n")), io.BytesIO(b"x").readline())  # expect: [b'a\n', b'b\n'] b'x'
for bad in (
    lambda: s.write(b"x"),
    lambda: b.write("x"),
    lambda: io.StringIO(b"x"),
    lambda: s.seek(-1),
    lambda: s.fileno(),
):
    try:
        bad()
    except (TypeError, ValueError, OSError) as e:
        print(type(e).__name__)
# expect: TypeError
# expect: TypeError
# expect: TypeError
# expect: ValueError
# expect: UnsupportedOperation
print(repr(io.StringIO("a\r\nb\n").read()))  # expect: 'a\r\nb\n'
print(repr(io.StringIO("a\r\nb\rc", newline=None).read()))  # expect: 'a\nb\nc'
print(list(io.StringIO("a\nb")))  # expect: ['a\n', 'b']
