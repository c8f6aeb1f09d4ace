# Format specifications for integers.
n = 1234567
print(f"{n:d}|{n:10}|{n:<10}|{n:^10}|{n:>10}|{n:*^11}")
# expect: 1234567|   1234567|1234567   | 1234567  |   1234567|**1234567**
print(f"{n:010}|{n:+}|{n: }|{-n: }|{n:,}|{n:_}")
# expect: 0001234567|+1234567| 1234567|-1234567|1,234,567|1_234_567
print(f"{255:x}|{255:X}|{255:o}|{255:b}|{255:#x}|{255:#X}")  # expect: ff|FF|377|11111111|0xff|0XFF
print(f"{255:#o}|{255:#b}|{255:#06x}|{255:_b}|{2**20:_x}")
# expect: 0o377|0b11111111|0x00ff|1111_1111|10_0000
print(f"{97:c}")  # expect: a
print(f"{-5:05}|{-5:=5}|{-5:*=5}|{5:+05}|{0:,}|{-1234:,}")  # expect: -0005|-   5|-***5|+0005|0|-1,234
print(f"{1234:010,}|{n:e}|{n:.2f}|{5:%}|{n:g}|{12:n}")
# expect: 00,001,234|1.234567e+06|1234567.00|500.000000%|1.23457e+06|12
print(f"{True:d}|{True}|{True:5}|{2**70:,}|{-(2**70):x}|{2**70:>30}|{10**20:e}")
# expect: 1|True|    1|1,180,591,620,717,411,303,424|-400000000000000000|        1180591620717411303424|1.000000e+20
for bad in ("q", ".2d", "10.5", "=x<", ",_", ",x", "c"):
    try:
        print(format(-1, bad))
    except (ValueError, OverflowError) as e:
        print(e)
# expect: Unknown format code 'q' for object of type 'int'
# expect: Precision not allowed in integer format specifier
# expect: Precision not allowed in integer format specifier
# expect: Invalid format specifier '=x<' for object of type 'int'
# expect: Cannot specify both ',' and '_'.
# expect: Cannot specify ',' with 'x'.
# expect: %c arg not in range(0x110000)
