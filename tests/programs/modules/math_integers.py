# Integer functions of math.
import math

print(math.factorial(0), math.factorial(20))  # expect: 1 2432902008176640000
print(math.factorial(30))  # expect: 265252859812191058636308480000000
print(math.gcd(12, 18), math.gcd(), math.gcd(0, 5), math.gcd(-4, 6, 8))  # expect: 6 0 5 2
print(math.lcm(4, 6), math.lcm(), math.lcm(3, 0), math.comb(5, 2))  # expect: 12 1 0 10
print(math.comb(50, 25), math.comb(2, 5), math.perm(5, 2), math.perm(4))  # expect: 126410606437752 0 20 24
print(math.isqrt(0), math.isqrt(99), math.isqrt(10**40))  # expect: 0 9 100000000000000000000
print(math.isqrt(2**127), math.gcd(2**80, 6**40))  # expect: 13043817825332782212 1099511627776
for n in (10**20, 10**20 - 1, 2**64, 2**64 - 1):
    r = math.isqrt(n)
    assert r * r <= n < (r + 1) ** 2
for bad in (
    lambda: math.factorial(-1),
    lambda: math.factorial(2.5),
    lambda: math.isqrt(-1),
    lambda: math.gcd(1.5, 2),
    lambda: math.comb(-1, 2),
):
    try:
        bad()
    except (ValueError, TypeError) as e:
        print(type(e).__name__)
# expect: ValueError
# expect: TypeError
# expect: ValueError
# expect: TypeError
# expect: ValueError

# Products of many factors, of factors beyond 64 bits, and of none.
print(math.comb(1000, 500) % (10**9 + 7), math.perm(10**20, 12) % (10**9 + 7))  # expect: 159835829 311089179
print(math.perm(300, 299) == math.factorial(300), math.comb(17, 9), math.perm(17, 9))  # expect: True 24310 8821612800
print(math.comb(2**64 + 3, 2**64 + 1))  # expect: 170141183460469231777804163900157984771
print(math.comb(40, 0), math.perm(0, 0), math.comb(60000, 30000).bit_length())  # expect: 1 1 59992

# Logarithms of integers beyond the floats.
print(math.log10(10**400), math.log10(10**309), math.log2(2**5000))  # expect: 400.0 309.0 5000.0
print(math.log(10**400), math.log(10**4000, 10))  # expect: 921.0340371976182 3999.9999999999986
