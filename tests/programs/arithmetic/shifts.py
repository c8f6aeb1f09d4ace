# Shifts of small, large and negative integers.
print(1 << 100, 1 << 0, 0 << 1000)  # expect: 1267650600228229401496703205376 1 0
print(-1 << 70, -5 << 3)  # expect: -1180591620717411303424 -40
print(1 << 100 >> 98, -1 >> 5, -8 >> 1, -9 >> 1)  # expect: 4 -1 -4 -5
print(12345678901234567890 >> 10, -12345678901234567890 >> 10)  # expect: 12056327051986882 -12056327051986883
print(5 >> 10**9, -5 >> 10**9)  # expect: 0 -1
x = 3
x <<= 62
print(x)  # expect: 13835058055282163712
x >>= 61
print(x)  # expect: 6
for bad in (lambda: 1 << -1, lambda: 1 >> -1):
    try:
        bad()
    except ValueError as e:
        print(e)
# expect: negative shift count
# expect: negative shift count
