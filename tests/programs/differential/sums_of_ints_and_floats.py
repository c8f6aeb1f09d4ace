# A sum of floats keeps what rounding loses of the ints in it as well.
# cpython: 3.13 keeps it of floats only
from fractions import Fraction

print(sum([0.1, 1, 9007199254740993.0]))  # expect: 9007199254740994.0
print(sum([9007199254740992.0, 1, 1]), sum([9007199254740992.0, True, True]))
# expect: 9007199254740994.0 9007199254740994.0
print(sum([1e30, 1, -(10**30)]), sum([1e30, 10**40, 1, -(10**40), -1e30]))  # expect: 1.0 0.0
print(sum([1j, 9007199254740992.0, 1, 10**30, 1, -(10**30)]))  # expect: (9007199254740994+1j)
print(sum([-1, -2.5, 3], 9007199254740994.0))  # expect: 9007199254740994.0
try:
    sum([1.0, 10**400])
except OverflowError as e:
    print(e)  # expect: int too large to convert to float
print(sum([0.5, Fraction(1, 2), 1]))  # expect: 2.0
