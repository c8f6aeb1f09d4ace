# Exact numbers.
from decimal import Decimal, getcontext, localcontext
from fractions import Fraction

print(Fraction(1, 3) + Fraction(1, 6), Fraction("0.125"), Fraction(0.5))  # expect: 1/2 1/8 1/2
print(Fraction(6, -4), float(Fraction(1, 4)))  # expect: -3/2 0.25
print(Fraction(7, 3) // 1, Fraction(3, 2) ** 2)  # expect: 2 9/4
print(Fraction(1, 3) < 0.5, Fraction(2, 4) == Fraction(1, 2) == 0.5)  # expect: True True
print(hash(Fraction(2)) == hash(2))  # expect: True
print(round(Fraction(7, 3), 1), Fraction(22, 7).limit_denominator(3))  # expect: 23/10 3
print(Decimal("0.1") + Decimal("0.2"), Decimal(1) / Decimal(7))  # expect: 0.3 0.1428571428571428571428571429
print(Decimal("1.50").normalize(), Decimal("2.675").quantize(Decimal("0.01")))  # expect: 1.5 2.68
print(Decimal(2).sqrt(), Decimal("1e-10") * 3)  # expect: 1.414213562373095048801688724 3E-10
print(Decimal("NaN").is_nan())  # expect: True
print(Decimal("-0"), Decimal(10) ** 20)  # expect: -0 100000000000000000000
print(int(Decimal("7.9")), Decimal("1.1") == 1.1)  # expect: 7 False
with localcontext() as c:
    c.prec = 5
    print(Decimal(1) / 3, getcontext().prec)  # expect: 0.33333 5
for bad in (
    lambda: Fraction(1, 0),
    lambda: Decimal(1) / 0,
    lambda: Decimal("x"),
    lambda: Decimal(1) + 1.5,
):
    try:
        bad()
    except (ArithmeticError, TypeError) as e:
        print(type(e).__name__)
# expect: ZeroDivisionError
# expect: DivisionByZero
# expect: InvalidOperation
# expect: TypeError
