# Large integers become the nearest float, and back.
print(float(2**53 + 1), float(2**53 + 3))  # expect: 9007199254740992.0 9007199254740996.0
print(float(10**22), float(10**23))  # expect: 1e+22 1e+23
print(2**1023 * 1.0, 10**300 * 1.5)  # expect: 8.98846567431158e+307 1.5e+300
print(int(1e22), int(1e23))  # expect: 10000000000000000000000 99999999999999991611392
print(int(2.0**100))  # expect: 1267650600228229401496703205376
print(10**25 / 3, 10**30 / 10**10, 1 / 10**30)  # expect: 3.3333333333333333e+24 1e+20 1e-30
print(0.5 + 2**60, 2**60 - 0.5, 1e18 + 1)  # expect: 1.152921504606847e+18 1.152921504606847e+18 1e+18
for bad in (lambda: float(10**309), lambda: 10**309 * 1.0, lambda: 1.0 + 2**1024):
    try:
        bad()
    except OverflowError as e:
        print(e)
# expect: int too large to convert to float
# expect: int too large to convert to float
# expect: int too large to convert to float
