# Bytes literals, and how bytes print.
print(b"abc", b'\x00\xff\n\t\\', b"it's", b'say "x"', rb"\d", b"a" b"b", b"""two
lines""")  # expect: b'abc' b'\x00\xff\n\t\\' b"it's" b'say "x"' b'\\d' b'ab' b'two\nlines'
print(bytes(), bytes(3), bytes([65, 66]), bytes(b"x"))  # expect: b'' b'\x00\x00\x00' b'AB' b'x'
print(bytes("é", "utf-8"), bytes(range(3)))  # expect: b'\xc3\xa9' b'\x00\x01\x02'
print(bytes.fromhex("48 65 6c"))  # expect: b'Hel'
print(len(b"abc"), b"abc"[0], b"abc"[-1], b"abc"[1:])  # expect: 3 97 99 b'bc'
print(b"abc"[::-1], b"abc"[:0], list(b"ab"))  # expect: b'cba' b'' [97, 98]
print(b"abc".hex(), b"abc".hex("-"))  # expect: 616263 61-62-63
print(b"abcd".hex(":", 2), repr(b""), str(b"a"))  # expect: 6162:6364 b'' b'a'
for bad in (
    lambda: bytes([256]),
    lambda: bytes(-1),
    lambda: bytes("a"),
    lambda: bytes(["a"]),
    lambda: b"a"[5],
    lambda: bytes.fromhex("4"),
    lambda: bytes(1.5),
):
    try:
        print(bad())
    except (ValueError, TypeError, IndexError) as e:
        print(type(e).__name__)
# expect: ValueError
# expect: ValueError
# expect: TypeError
# expect: TypeError
# expect: IndexError
# expect: ValueError
# expect: TypeError
