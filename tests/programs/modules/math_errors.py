# Where math functions are not defined.
import math

for bad in (
    lambda: math.sqrt(-1),
    lambda: math.log(0),
    lambda: math.log(-1),
    lambda: math.log10(0),
    lambda: math.asin(2),
    lambda: math.acosh(0),
    lambda: math.atanh(1),
    lambda: math.fmod(1, 0),
    lambda: math.exp(1000),
    lambda: math.pow(10, 400),
    lambda: math.pow(-1, 0.5),
    lambda: math.floor(math.inf),
    lambda: math.ceil(math.nan),
    lambda: math.sqrt("x"),
    lambda: math.sin(),
    lambda: math.gamma(-1),
    lambda: math.sqrt(10**400),
    lambda: math.cosh(1000),
):
    try:
        print(bad())
    except (ValueError, OverflowError, TypeError) as e:
        print(type(e).__name__)
# expect: ValueError
# expect: ValueError
# expect: ValueError
# expect: ValueError
# expect: ValueError
# expect: ValueError
# expect: ValueError
# expect: ValueError
# expect: OverflowError
# expect: OverflowError
# expect: ValueError
# expect: OverflowError
# expect: ValueError
# expect: TypeError
# expect: TypeError
# expect: ValueError
# expect: OverflowError
# expect: OverflowError
print(math.log(10**400), math.log2(2**5000), math.sqrt(math.inf))  # expect: 921.0340371976182 5000.0 inf
print(math.exp(-1000), math.log(math.inf), math.sqrt(-0.0))  # expect: 0.0 inf -0.0
print(math.fmod(5, math.inf))  # expect: 5.0
print(math.atan2(0, -1), math.atan2(-0.0, -1))  # expect: 3.141592653589793 -3.141592653589793
print(math.pow(math.nan, 0), math.hypot(math.inf, math.nan))  # expect: 1.0 inf


class F:
    def __float__(self):
        return 2.25


print(math.sqrt(F()), math.isclose(F(), 2.25))  # expect: 1.5 True
