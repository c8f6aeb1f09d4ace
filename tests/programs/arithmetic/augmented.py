# In-place operators on numbers rebind the name.
x = 10
x += 5; print(x)  # expect: 15
x -= 3; print(x)  # expect: 12
x *= 4; print(x)  # expect: 48
x //= 5; print(x)  # expect: 9
x **= 3; print(x)  # expect: 729
x %= 100; print(x)  # expect: 29
x /= 8; print(x)  # expect: 3.625
x = 6
x |= 9; print(x)  # expect: 15
x &= 12; print(x)  # expect: 12
x ^= 5; print(x)  # expect: 9
x <<= 3; print(x)  # expect: 72
x >>= 2; print(x)  # expect: 18
a = b = 1
a += 1
print(a, b)  # expect: 2 1
