# Powers: integers, negative exponents, floats, three arguments.
print(2**10, 3**40)  # expect: 1024 12157665459056928801
print((-2) ** 63, (-2) ** 64)  # expect: -9223372036854775808 18446744073709551616
print(2**-1, (-2) ** -2, 0**0, 0.0**0)  # expect: 0.5 0.25 1 1.0
print(2.0**0.5, 8 ** (1 / 3), 10.0**-2)  # expect: 1.4142135623730951 2.0 0.01
print(-(2**2), -(2**-2), 2 ** 3**2)  # expect: -4 -0.25 512
print(pow(3, 200, 1000007), pow(-3, 3, 10), pow(3, 3, -10))  # expect: 959082 3 -3
print(pow(3, -1, 11), pow(2, -3, 101))  # expect: 4 38
print(1**10**9, (-1) ** (10**9 + 1))  # expect: 1 -1
print(len(str(7**5000)), 7**5000 % 1000000007)  # expect: 4226 179424786
for bad in [lambda: 0**-1, lambda: 0.0**-1.0, lambda: pow(2, -1, 4), lambda: pow(2, 2, 0)]:
    try:
        bad()
    except (ZeroDivisionError, ValueError) as e:
        print(type(e).__name__)
# expect: ZeroDivisionError
# expect: ZeroDivisionError
# expect: ValueError
# expect: ValueError
try:
    10.0**400
except OverflowError as e:
    print(type(e).__name__)  # expect: OverflowError

# A modulus that is no int says so itself.
for modulus in (3.0, 1j, "a"):
    try:
        pow(2, 2, modulus)
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)
# expect: TypeError pow() 3rd argument not allowed unless all arguments are integers
# expect: ValueError complex modulo
# expect: TypeError unsupported operand type(s) for ** or pow(): 'int', 'int', 'str'
