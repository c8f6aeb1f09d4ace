"""Digits after the point in groups: of floats, and ignored by what has no fraction."""
# cpython: 3.13 does not know them

print(f"{1234.5678901:,.6_f} {0.5:.7,f} {12.3456:._e} {3:.7,f} {1.25:._}")
# expect: 1,234.567_890 0.500,000,0 1.234_560e+01 3.000,000,0 1.25
print(f"{1234:._} {255:._x} {97:._c} {'abcdef':.3_} {'abc':._s} {1.5 + 2j:._}")  # expect: 1234 ff a abc abc (1.5+2j)
for value, specification in (1, "._n"), (1.5, ".3,n"), (1, ".2_"), (1.5, "._s"), ("a", ",._"), (1, ".,_"), ("a", "._d"):
    try:
        print(format(value, specification))
    except ValueError as error:
        print(error)
# expect: Cannot specify '_' with 'n'.
# expect: Cannot specify ',' with 'n'.
# expect: Precision not allowed in integer format specifier
# expect: Unknown format code 's' for object of type 'float'
# expect: Cannot specify ',' with 's'.
# expect: Cannot specify both ',' and '_'.
# expect: Unknown format code 'd' for object of type 'str'
