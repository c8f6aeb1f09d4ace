# Between text and bytes.
print("héllo".encode(), "héllo".encode("latin-1"))  # expect: b'h\xc3\xa9llo' b'h\xe9llo'
print("héllo".encode("utf-16-le"))  # expect: b'h\x00\xe9\x00l\x00l\x00o\x00'
print("abc".encode("ascii"), "€".encode("utf-8"))  # expect: b'abc' b'\xe2\x82\xac'
print("😀".encode(), "😀".encode("utf-16-be"))  # expect: b'\xf0\x9f\x98\x80' b'\xd8=\xde\x00'
print("a".encode("utf-32-le"), "é".encode("utf-8").decode())  # expect: b'a\x00\x00\x00' é
print("hé".encode("ascii", "ignore"), "hé".encode("ascii", "replace"))  # expect: b'h' b'h?'
print("hé😀".encode("ascii", "backslashreplace"))  # expect: b'h\\xe9\\U0001f600'
print("é".encode("ascii", "xmlcharrefreplace"))  # expect: b'&#233;'
print(b"h\xe9".decode("latin-1"), b"h\xff".decode("utf-8", "replace"))  # expect: hé h�
print(b"h\xff".decode("utf-8", "ignore"))  # expect: h
print(repr(b"\xff".decode("utf-8", "surrogateescape")))  # expect: '\udcff'
for bad in (
    lambda: "é".encode("ascii"),
    lambda: b"\xff".decode("utf-8"),
    lambda: b"a\xc3".decode(),
    lambda: "\ud800".encode(),
    lambda: b"\x80".decode("ascii"),
    lambda: "a".encode("no-such-codec"),
):
    try:
        bad()
    except (UnicodeError, LookupError) as e:
        print(type(e).__name__, e)
# expect: UnicodeEncodeError 'ascii' codec can't encode character '\xe9' in position 0: ordinal not in range(128)
# expect: UnicodeDecodeError 'utf-8' codec can't decode byte 0xff in position 0: invalid start byte
# expect: UnicodeDecodeError 'utf-8' codec can't decode byte 0xc3 in position 1: unexpected end of data
# expect: UnicodeEncodeError 'utf-8' codec can't encode character '\ud800' in position 0: surrogates not allowed
# expect: UnicodeDecodeError 'ascii' codec can't decode byte 0x80 in position 0: ordinal not in range(128)
# expect: LookupError unknown encoding: no-such-codec
