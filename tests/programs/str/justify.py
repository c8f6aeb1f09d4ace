# Padding to a width.
print(repr("ab".ljust(5)), repr("ab".rjust(5)), repr("ab".center(5)))  # expect: 'ab   ' '   ab' '  ab '
print(repr("abc".center(6)), repr("ab".center(7, "*")))  # expect: ' abc  ' '***ab**'
print("ab".ljust(1), "ab".rjust(5, "."), "42".zfill(5))  # expect: ab ...ab 00042
print("-42".zfill(5), "+4".zfill(4), "".zfill(2), "abc".zfill(2))  # expect: -0042 +004 00 abc
print("é".center(3, "ø"))  # expect: øéø
try:
    "a".center(5, "xy")
except TypeError as e:
    print(e)  # expect: The fill character must be exactly one character long
