# A loop that counts across the limits of machine words in both directions.
n = 2**63 - 3
for _ in range(6):
    n += 1
print(n - 2**63)  # expect: 3
for _ in range(6):
    n -= 1
print(n - 2**63)  # expect: -3
n = 1
steps = 0
while n < 10**30:
    n *= 7
    steps += 1
print(n, steps)  # expect: 2651730845859653471779023381601 36
while n > 1:
    n //= 7
    steps -= 1
print(n, steps)  # expect: 1 0
n = -1
for _ in range(70):
    n *= 2
print(n)  # expect: -1180591620717411303424
for _ in range(70):
    n >>= 1
print(n)  # expect: -1
