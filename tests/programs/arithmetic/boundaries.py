# Integers that cross 47, 48, 62, 63 and 64 bits keep every digit.
for bits in (31, 32, 46, 47, 48, 49, 61, 62, 63, 64, 65, 127, 128):
    n = 1 << bits
    assert n - 1 + 1 == n and n + 1 - 1 == n and -n - 1 + 1 == -n, bits
    assert (n - 1) * (n + 1) == n * n - 1, bits
    assert n // 3 * 3 + n % 3 == n and -n // 3 * 3 + -n % 3 == -n, bits
    assert (n ^ (n - 1)) == 2 * n - 1 and n & (n - 1) == 0, bits
    assert -n >> bits == -1 and n >> bits == 1 and n >> bits + 1 == 0, bits
    assert int(str(n)) == n and int(str(-n)) == -n, bits
    assert hash(n) == hash(float(n)), bits
    assert n == float(n) and n - 1 < n < n + 1, bits
print(2**47 - 1, 2**47)  # expect: 140737488355327 140737488355328
print(-(2**47), -(2**47) - 1)  # expect: -140737488355328 -140737488355329
print(2**48 + 2**48, (2**48 - 1) * 3)  # expect: 562949953421312 844424930131965
print(2**63 - 1 + 1, -(2**63) - 1)  # expect: 9223372036854775808 -9223372036854775809
print(2**62 * 2, 2**64 * 2**64)  # expect: 9223372036854775808 340282366920938463463374607431768211456
print(9223372036854775807 * 9223372036854775807)  # expect: 85070591730234615847396907784232501249
print(-(-9223372036854775808))  # expect: 9223372036854775808
print(abs(-9223372036854775808), ~9223372036854775807)  # expect: 9223372036854775808 -9223372036854775808
print((-9223372036854775808) // -1)  # expect: 9223372036854775808
print(divmod(-9223372036854775808, -1))  # expect: (9223372036854775808, 0)
