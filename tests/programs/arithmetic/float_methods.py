# The methods of floats and ints.
print((2.5).is_integer(), (2.0).is_integer(), (7).is_integer())  # expect: False True True
print((0.75).as_integer_ratio())  # expect: (3, 4)
print((-0.1).as_integer_ratio())  # expect: (-3602879701896397, 36028797018963968)
print((5).as_integer_ratio())  # expect: (5, 1)
print((3).real, (3).imag, (3).numerator, (3).denominator, (2.5).real)  # expect: 3 0 3 1 2.5
print((255).to_bytes(2, "big"))  # expect: b'\x00\xff'
print((-2).to_bytes(2, "little", signed=True), (5).to_bytes())  # expect: b'\xfe\xff' b'\x05'
print(int.from_bytes(b"\x01\x00", "big"), int.from_bytes(b"\xff\xfe", "big", signed=True))  # expect: 256 -2
print((2**70).to_bytes(10, "little"))  # expect: b'\x00\x00\x00\x00\x00\x00\x00\x00@\x00'
print(int.from_bytes(b"\xff" * 9, "little"))  # expect: 4722366482869645213695
try:
    (256).to_bytes(1, "big")
except OverflowError as e:
    print(e)  # expect: int too big to convert
try:
    (-1).to_bytes(1, "big")
except OverflowError as e:
    print(e)  # expect: can't convert negative int to unsigned
