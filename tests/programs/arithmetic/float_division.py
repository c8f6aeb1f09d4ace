# True division, floor division and remainder of floats.
print(7 / 2, 6 / 2, -1 / 3)  # expect: 3.5 3.0 -0.3333333333333333
print(7.5 // 2, 7.5 % 2)  # expect: 3.0 1.5
print(-7.5 // 2, -7.5 % 2)  # expect: -4.0 0.5
print(7.5 // -2, 7.5 % -2)  # expect: -4.0 -0.5
print(divmod(-7.5, 2), divmod(5.0, 0.1))  # expect: (-4.0, 0.5) (49.0, 0.09999999999999973)
print(0.0 // -3.0, 0.0 % -3.0, -0.0 % 3.0)  # expect: -0.0 -0.0 0.0
print(1e300 / 1e-300, 1.0 // 0.1)  # expect: inf 9.0
print(10**400 / 10**399)  # expect: 10.0
print((10**400 + 1) / 10**400)  # expect: 1.0
print(float("inf") // 2, 5 % float("inf"), -5 % float("inf"))  # expect: nan 5.0 inf
try:
    10**400 / 3
except OverflowError as e:
    print(e)  # expect: integer division result too large for a float
