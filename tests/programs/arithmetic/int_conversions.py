# What int() makes of floats, strings, and objects.
class Indexed:
    def __index__(self):
        return 7


class Integral:
    def __int__(self):
        return 8


print(int(3.99), int(-3.99), int(1e20), int(True))  # expect: 3 -3 100000000000000000000 1
print(int(Indexed()), int(Integral()), hex(Indexed()))  # expect: 7 8 0x7
print([10, 20, 30, 40, 50, 60, 70, 80][Indexed()])  # expect: 80
print(int(b"12"), int())  # expect: 12 0
for bad in (float("inf"), float("nan"), None, [1], "x"):
    try:
        int(bad)
    except (OverflowError, ValueError, TypeError) as e:
        print(type(e).__name__, e)
# expect: OverflowError cannot convert float infinity to integer
# expect: ValueError cannot convert float NaN to integer
# expect: TypeError int() argument must be a string, a bytes-like object or a real number, not 'NoneType'
# expect: TypeError int() argument must be a string, a bytes-like object or a real number, not 'list'
# expect: ValueError invalid literal for int() with base 10: 'x'
