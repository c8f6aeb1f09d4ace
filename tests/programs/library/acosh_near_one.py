# The inverse of cosh has its digits near 1, and far away.
import cmath
import math

for x in (1.0, 1.0000000000000002, 1 + 1e-12, 1.5, 2.0, 2.0000000000000004, 2.5, 100.0, 1e9, 1e300, math.inf):
    print(x, math.acosh(x).hex())
for x in (0.5, -1.0, -math.inf):
    try:
        math.acosh(x)
    except ValueError:
        print("outside", x)
print(math.isnan(math.acosh(math.nan)))
for z in (complex(0.0, math.nan), complex(-0.0, math.nan)):
    print(cmath.acos(z))
# expect: 1.0 0x0.0p+0
# expect: 1.0000000000000002 0x1.6a09e667f3bcdp-26
# expect: 1.000000000001 0x1.7ba455f46f4d0p-20
# expect: 1.5 0x1.ecc2caec5160ap-1
# expect: 2.0 0x1.5124271980434p+0
# expect: 2.0000000000000004 0x1.5124271980436p+0
# expect: 2.5 0x1.9119c13a31bb0p+0
# expect: 100.0 0x1.531738dcbc626p+2
# expect: 1000000000.0 0x1.56a9a0b23d187p+4
# expect: 1e+300 0x1.59bbfd8b83e43p+9
# expect: inf inf
# expect: outside 0.5
# expect: outside -1.0
# expect: outside -inf
# expect: True
# expect: (1.5707963267948966+nanj)
# expect: (1.5707963267948966+nanj)
