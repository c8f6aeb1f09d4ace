# Ranges beyond machine words.
r = range(10**20, 10**20 + 10, 3)
print(list(r))
# expect: [100000000000000000000, 100000000000000000003, 100000000000000000006, 100000000000000000009]
print(len(r), r[-1])  # expect: 4 100000000000000000009
print(10**20 + 3 in r, 10**20 + 4 in r)  # expect: True False
print(range(-(2**70), 2**70, 2**69)[1])  # expect: -590295810358705651712
print(list(range(2**63 - 2, 2**63 + 2)))
# expect: [9223372036854775806, 9223372036854775807, 9223372036854775808, 9223372036854775809]
print(list(range(-(2**63) + 1, -(2**63) - 2, -1)))
# expect: [-9223372036854775807, -9223372036854775808, -9223372036854775809]
big = range(10**30)
print(big[10**29], 10**29 in big)  # expect: 100000000000000000000000000000 True
print(10**31 in big, big[5:7])  # expect: False range(5, 7)
print(big[-1], bool(big))  # expect: 999999999999999999999999999999 True
try:
    len(big)
except OverflowError as e:
    print(e)  # expect: Python int too large to convert to C ssize_t
for n in range(2**62, 2**62 + 2):
    print(n)
# expect: 4611686018427387904
# expect: 4611686018427387905
for n in big:
    if n == 3:
        break
print(n, range(0, 2**64, 2**62).index(2**63), big.index(10**15))  # expect: 3 2 1000000000000000
