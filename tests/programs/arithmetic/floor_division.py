# Floor division and remainder round toward minus infinity, for every pair of signs.
print(7 // 2, 7 % 2)  # expect: 3 1
print(-7 // 2, -7 % 2)  # expect: -4 1
print(7 // -2, 7 % -2)  # expect: -4 -1
print(-7 // -2, -7 % -2)  # expect: 3 -1
print(0 // 5, 0 % 5, 0 // -5, 0 % -5)  # expect: 0 0 0 0
print(divmod(-7, 2), divmod(7, -2))  # expect: (-4, 1) (-4, -1)
print(10**20 // -7, 10**20 % -7)  # expect: -14285714285714285715 -5
print(-(10**20) // 7, -(10**20) % 7)  # expect: -14285714285714285715 5
print(1 // 10**20, -1 // 10**20, 1 % 10**20, -1 % 10**20 == 10**20 - 1)  # expect: 0 -1 1 True
for a in range(-20, 21):
    for b in (-7, -3, -1, 1, 2, 6):
        q, r = divmod(a, b)
        assert q * b + r == a and q == a // b and r == a % b
        assert 0 <= r < b or b < r <= 0
