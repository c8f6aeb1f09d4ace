# Integer literals and conversions in every base.
print(0xFF, 0o17, 0b101, 1_000_000, 0x_ff_ff)  # expect: 255 15 5 1000000 65535
print(hex(255), oct(8), bin(5), hex(-255), bin(-5), oct(0))  # expect: 0xff 0o10 0b101 -0xff -0b101 0o0
print(hex(2**70))  # expect: 0x400000000000000000
print(bin(-(2**65)))  # expect: -0b100000000000000000000000000000000000000000000000000000000000000000
print(int("ff", 16), int("-0x1F", 16))  # expect: 255 -31
print(int("0b11", 0), int("0o17", 0), int("z", 36))  # expect: 3 15 35
print(int("  42\n"), int("1_000"), int("+7"), int("-0"))  # expect: 42 1000 7 0
print(int("1" * 30))  # expect: 111111111111111111111111111111
print(int("7" * 40, 8))  # expect: 1329227995784915872903807060280344575
print(int("١٢٣"))  # expect: 123
for text in ("", " ", "1__0", "_1", "0x", "12a", "1.5", "9"):
    try:
        print(int(text, 8 if text == "9" else 10))
    except ValueError as e:
        print(e)
# expect: invalid literal for int() with base 10: ''
# expect: invalid literal for int() with base 10: ' '
# expect: invalid literal for int() with base 10: '1__0'
# expect: invalid literal for int() with base 10: '_1'
# expect: invalid literal for int() with base 10: '0x'
# expect: invalid literal for int() with base 10: '12a'
# expect: invalid literal for int() with base 10: '1.5'
# expect: invalid literal for int() with base 8: '9'
