# Bit operations act as if on two's complement of unlimited width.
print(0b1100 & 0b1010, 0b1100 | 0b1010, 0b1100 ^ 0b1010, ~0b1100)  # expect: 8 14 6 -13
print(-4 & 7, -4 | 7, -4 ^ 7)  # expect: 4 -1 -5
print(-(2**70) & 2**71 - 1)  # expect: 1180591620717411303424
print(-(2**70) | 1, -(2**70) ^ -1)  # expect: -1180591620717411303423 1180591620717411303423
print(~(2**64), ~-(2**64))  # expect: -18446744073709551617 18446744073709551615
print(2**100 & -(2**99))  # expect: 1267650600228229401496703205376
print((2**100 - 1) & 0xFF, -1 & 2**80)  # expect: 255 1208925819614629174706176
print((255).bit_length(), (-256).bit_length(), (0).bit_length(), (2**200).bit_length())  # expect: 8 9 0 201
print((0b1011).bit_count(), (-7).bit_count(), (2**90 - 1).bit_count())  # expect: 3 3 90
print(True & False, True | 2, True ^ True)  # expect: False 3 False
