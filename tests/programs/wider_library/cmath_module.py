# Functions of complex numbers.
import cmath

print(cmath.sqrt(-1), cmath.phase(-1))  # expect: 1j 3.141592653589793
print(cmath.polar(1j))  # expect: (1.0, 1.5707963267948966)
print(cmath.exp(0), cmath.log(1), cmath.rect(2, 0), cmath.pi)  # expect: (1+0j) 0j (2+0j) 3.141592653589793
print(cmath.isclose(cmath.exp(1j * cmath.pi), -1), cmath.isnan(complex("nan")))  # expect: True True
print(cmath.isinf(complex("inf")), cmath.isfinite(1))  # expect: True True
print(f"{cmath.sin(1 + 1j):.6f} {cmath.cos(1j):.6f} {cmath.tan(1 + 2j):.6f}")
# expect: 1.298458+0.634964j 1.543081-0.000000j 0.033813+1.014794j
print(f"{cmath.atan(0.5j):.6f} {cmath.log10(100):.3f}")  # expect: 0.000000+0.549306j 2.000+0.000j
print(f"{cmath.asin(2):.6f} {cmath.acosh(0.5):.6f} {cmath.sqrt(3 + 4j):.6f} {cmath.tanh(1 + 1j):.6f}")
# expect: 1.570796+1.316958j 0.000000+1.047198j 2.000000+1.000000j 1.083923+0.271753j
for bad in (lambda: cmath.log(0), lambda: cmath.sqrt("x"), lambda: cmath.exp(1000)):
    try:
        print(bad())
    except (ValueError, TypeError, OverflowError) as e:
        print(type(e).__name__)
# expect: ValueError
# expect: TypeError
# expect: OverflowError
