# What arithmetic says in 3.14, and what it asks in which order.
# cpython: 3.13 says other things, and asks less
import math


def refused(function, *arguments):
    try:
        print(function(*arguments))
    except (ArithmeticError, TypeError, ValueError) as error:
        print(type(error).__name__, error)


for division in (divmod, int.__floordiv__, int.__mod__):
    refused(division, 1, 0)
# expect: ZeroDivisionError division by zero
# expect: ZeroDivisionError division by zero
# expect: ZeroDivisionError division by zero
for division in (divmod, float.__floordiv__, float.__mod__, float.__truediv__):
    refused(division, 1.0, 0.0)
# expect: ZeroDivisionError division by zero
# expect: ZeroDivisionError division by zero
# expect: ZeroDivisionError division by zero
# expect: ZeroDivisionError division by zero

refused(math.sqrt, -1)  # expect: ValueError expected a nonnegative input, got -1.0
refused(math.acos, 2)  # expect: ValueError expected a number in range from -1 up to 1, got 2.0
refused(math.asin, -math.inf)  # expect: ValueError expected a number in range from -1 up to 1, got -inf
refused(math.acosh, 0.5)  # expect: ValueError expected argument value not less than 1, got 0.5
refused(math.atanh, 1)  # expect: ValueError expected a number between -1 and 1, got 1.0
refused(math.log1p, -1)  # expect: ValueError expected argument value > -1, got -1.0
refused(math.gamma, -3)  # expect: ValueError expected a noninteger or positive integer, got -3.0
refused(math.lgamma, 0)  # expect: ValueError expected a noninteger or positive integer, got 0.0
for function in (math.sin, math.cos, math.tan):
    refused(function, math.inf)
# expect: ValueError expected a finite input, got inf
# expect: ValueError expected a finite input, got inf
# expect: ValueError expected a finite input, got inf
print(math.sqrt(math.nan), math.acosh(math.inf), math.sin(1e300) < 1)  # expect: nan inf True
refused(math.exp, 1000)  # expect: OverflowError math range error


class Power:
    def __pow__(self, other, modulus=None):
        return "pow", other, modulus

    def __rpow__(self, other, modulus=None):
        return "rpow", other, modulus


class More(Power):
    def __rpow__(self, other, modulus=None):
        return "more", modulus


print(pow(2, Power(), 7), pow(Power(), 2, 7), pow(2, Power()))
# expect: ('rpow', 2, 7) ('pow', 2, 7) ('rpow', 2, None)
print(pow(Power(), More(), 7))  # expect: ('more', 7)
refused(pow, 2, "a", 3)  # expect: TypeError unsupported operand type(s) for ** or pow(): 'int', 'str', 'int'
refused(pow, 2, 3, Power())  # expect: TypeError unsupported operand type(s) for ** or pow(): 'int', 'int', 'Power'
refused(pow, 2, 3.0, 4)
# expect: TypeError pow() 3rd argument not allowed unless all arguments are integers

print(sum([0.1j] * 10), sum([1e16, 1j, -1e16, 1]), sum([0.1, 0.2j, 3]))  # expect: 1j (1+1j) (3.1+0.2j)
print(sum([True, 1 + 2j, 2]), sum([1j], start=0.5))  # expect: (4+2j) (0.5+1j)


class Digits(str):
    def __float__(self):
        return 9.5


print(float(Digits("8")), float(Digits("no number")))  # expect: 9.5 9.5


class Text(str):
    def __bytes__(self):
        return b"method"


print(bytes(Text("x")), bytes(Text("x"), "ascii"))  # expect: b'method' b'x'
refused(bytes, "x")  # expect: TypeError string argument without an encoding
refused(bytearray(b"a").__imul__, "x")  # expect: TypeError 'str' object cannot be interpreted as an integer
for power in (lambda: 0**-1, lambda: 0.0**-2.5, lambda: False ** -(10**30), lambda: 0j**-1, lambda: 0.0**1j):
    refused(power)
# expect: ZeroDivisionError zero to a negative power
# expect: ZeroDivisionError zero to a negative power
# expect: ZeroDivisionError zero to a negative power
# expect: ZeroDivisionError zero to a negative or complex power
# expect: ZeroDivisionError zero to a negative or complex power
