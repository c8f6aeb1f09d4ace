# A power of a negative float that is complex is refused if it is too large.
# cpython: 3.14 looks at the result
for base, exponent in (-5e50, 7.5), (-(7**60), 7.5), (-2.0, 1.5):
    try:
        print(f"{base**exponent:.3f}")
    except OverflowError as error:
        print(error)
# expect: complex exponentiation
# expect: complex exponentiation
# expect: -0.000-2.828j
