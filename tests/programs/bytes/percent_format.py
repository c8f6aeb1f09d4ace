# Bytes have % formatting too.
print(b"%s %d %x" % (b"a", 5, 255), b"%5d|%-5d|%05d" % (1, 2, 3))  # expect: b'a 5 ff' b'    1|2    |00003'
print(b"%c%c" % (65, b"B"), b"%b" % b"x")  # expect: b'AB' b'x'
print(b"%a" % "é", b"%.1f" % 2.25, b"%%" % ())  # expect: b"'\\xe9'" b'2.2' b'%'
try:
    b"%s" % "text"
except TypeError as e:
    print(e)  # expect: %b requires a bytes-like object, or an object that implements __bytes__, not 'str'
