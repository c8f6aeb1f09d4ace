# Unary operators, and how they bind.
print(-5, +5, ~5, --5, -+-5, ~~5)  # expect: -5 5 -6 5 5 5
print(-True, +True, ~2.0.__int__(), not 0, not 1, not not 3)  # expect: -1 1 -3 True False True
print(-2**2, (-2)**2, 2**-1, not 1 == 2)  # expect: -4 4 0.5 True
print(abs(-3), abs(-3.5), abs(True))  # expect: 3 3.5 1
print(-(2**64), abs(-(2**64)))  # expect: -18446744073709551616 18446744073709551616
for bad in (lambda: -"x", lambda: ~1.5, lambda: +[], lambda: abs("x")):
    try:
        bad()
    except TypeError as e:
        print(e)
# expect: bad operand type for unary -: 'str'
# expect: bad operand type for unary ~: 'float'
# expect: bad operand type for unary +: 'list'
# expect: bad operand type for abs(): 'str'
