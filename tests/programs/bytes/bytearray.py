# bytearray is the mutable kind.
a = bytearray(b"hello")
a[0] = 72
a.append(33)
a.extend(b"??")
a += b"."
print(a, len(a), a[0], a[1:3])  # expect: bytearray(b'Hello!??.') 9 72 bytearray(b'el')
print(bytes(a), a == b"Hello!??.")  # expect: b'Hello!??.' True
a[1:3] = b"EEE"
print(a)  # expect: bytearray(b'HEEElo!??.')
del a[0]
del a[-3:]
print(a, a.pop(), a.pop(0), a)  # expect: bytearray(b'EElo') 33 69 bytearray(b'EElo')
a.insert(1, 120)
a.remove(108)
a.reverse()
print(a, a.find(b"x"), a.upper(), a.decode())  # expect: bytearray(b'oExE') 2 bytearray(b'OEXE') oExE
a.clear()
print(a, bytearray(3))  # expect: bytearray(b'') bytearray(b'\x00\x00\x00')
print(bytearray("é", "utf-8"))  # expect: bytearray(b'\xc3\xa9')
print(bytearray([1, 2]) + b"x")  # expect: bytearray(b'\x01\x02x')
b = bytearray(b"ab") * 2
b[::2] = b"XY"
print(b, list(b), bytearray(b"a") == bytearray(b"a"))  # expect: bytearray(b'XbYb') [88, 98, 89, 98] True
print(b.copy() is b)  # expect: False
for bad in (
    lambda: b.append(256),
    lambda: b.__setitem__(0, "a"),
    lambda: b.__setitem__(99, 1),
    lambda: hash(b),
    lambda: bytearray().pop(),
):
    try:
        bad()
    except (ValueError, TypeError, IndexError) as e:
        print(type(e).__name__)
# expect: ValueError
# expect: TypeError
# expect: IndexError
# expect: TypeError
# expect: IndexError
