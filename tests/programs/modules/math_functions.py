# The functions of math.
import math

print(math.pi, math.e, math.tau)  # expect: 3.141592653589793 2.718281828459045 6.283185307179586
print(math.inf, math.nan)  # expect: inf nan
print(math.sqrt(2), math.exp(1))  # expect: 1.4142135623730951 2.718281828459045
print(math.log(10), math.log(8, 2))  # expect: 2.302585092994046 3.0
print(math.log2(8), math.log10(1000), math.log1p(1e-10))  # expect: 3.0 3.0 9.999999999500001e-11
print(math.sin(1), math.cos(1))  # expect: 0.8414709848078965 0.5403023058681398
print(math.tan(1), math.asin(1))  # expect: 1.5574077246549023 1.5707963267948966
print(math.acos(0.5), math.atan(1))  # expect: 1.0471975511965979 0.7853981633974483
print(math.atan2(-1, -1))  # expect: -2.356194490192345
print(math.sinh(1), math.cosh(1))  # expect: 1.1752011936438014 1.5430806348152437
print(math.tanh(0.5))  # expect: 0.46211715726000974
print(math.asinh(1), math.acosh(2))  # expect: 0.881373587019543 1.3169578969248166
print(math.atanh(0.5))  # expect: 0.5493061443340548
print(math.floor(-2.5), math.ceil(-2.5), math.trunc(-2.7))  # expect: -3 -2 -2
print(math.floor(1e20), math.ceil(2))  # expect: 100000000000000000000 2
print(math.fabs(-3), math.copysign(1, -0.0))  # expect: 3.0 -1.0
print(math.fmod(-7, 3), math.remainder(7, 4), math.modf(2.5))  # expect: -1.0 -1.0 (0.5, 2.0)
print(math.modf(-0.5), math.frexp(10), math.ldexp(0.5, 4))  # expect: (-0.5, -0.0) (0.625, 4) 8.0
print(math.isnan(math.nan), math.isinf(-math.inf), math.isfinite(1))  # expect: True True True
print(math.isclose(0.1 + 0.2, 0.3), math.isclose(1, 1.1))  # expect: True False
print(math.hypot(3, 4), math.hypot(1, 2, 2), math.dist((0, 0), (3, 4)))  # expect: 5.0 3.0 5.0
print(math.degrees(math.pi), math.radians(180))  # expect: 180.0 3.141592653589793
print(math.pow(2, 10), round(math.cbrt(27), 12), math.exp2(10))  # expect: 1024.0 3.0 1024.0
print(math.expm1(1e-10), math.ulp(1.0))  # expect: 1.00000000005e-10 2.220446049250313e-16
print(math.nextafter(1, 2))  # expect: 1.0000000000000002
print(math.erf(0.5), math.erfc(0.5))  # expect: 0.5204998778130465 0.4795001221869535
print(math.fsum([0.1] * 10), math.prod([2, 3, 4]))  # expect: 1.0 24
print(math.prod([], start=5), math.sumprod([1, 2], [3, 4]))  # expect: 5 11
print(round(math.gamma(5), 10))  # expect: 24.0
print(round(math.lgamma(10), 10), math.fma(2, 3, 4))  # expect: 12.8018274801 10.0

# Products of floats are summed nearly exactly, ints exactly; what comes after them is summed as `+` does.
print(math.sumprod([1e16, 1.0, -1e16], [1.0, 1.0, 1.0]), math.sumprod([0.1] * 10, [1] * 10))  # expect: 1.0 1.0
print(math.sumprod([1, 1e16, 1.0, -1e16], [1, 1, True, 1.0]))  # expect: 2.0
print(math.sumprod([True, 1e16, 1.0, -1e16], [True, 1, 1, 1]))  # expect: 0.0
print(math.sumprod([2**62] * 4, [1] * 4) == 2**64, math.sumprod([1e308, 1e308], [10.0, -10.0]))  # expect: True nan

# However many steps there are, it takes no longer.
print(math.nextafter(0.0, 1.0, steps=2**70), math.nextafter(1.0, math.inf, steps=10**15))  # expect: 1.0 1.2220446049250313
print(math.nextafter(1.0, -1.0, steps=2**53 * 1000))  # expect: -1.4210854715202004e-14
print(math.nextafter(-5e-324, 1.0), math.nextafter(0.0, -0.0, steps=5))  # expect: -0.0 -0.0
print(math.nextafter(5e-324, -0.0), math.nextafter(5e-324, -0.0, steps=1))  # expect: 0.0 -0.0
