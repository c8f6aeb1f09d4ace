# How operators bind.
print(2 + 3 * 4, (2 + 3) * 4, 2 * 3 ** 2, -2 ** 2, 2 ** -1, 2 ** 3 ** 2)  # expect: 14 20 18 -4 0.5 512
print(10 - 3 - 2, 100 / 10 / 2, 7 // 2 * 2, 7 % 4 * 2, 1 << 2 + 1, 6 & 3 | 8 ^ 1)  # expect: 5 5.0 6 6 8 11
print(1 + 2 < 4, not 1 == 2, not 1 + 1, 1 or 0 and 0)  # expect: True True False 1
print((1 or 0) and 0, 1 if 0 else 2 + 3)  # expect: 0 5
print(5 & 3 == 1, (5 & 3) == 1, ~5 + 1, -5 // 2)  # expect: True True -5 -3
print(-(5 // 2), +-+1, 3 in [1, 2] + [3])  # expect: -2 -1 True
print(1 < 2 == True, (1 < 2) == True, "a" "b" * 2)  # expect: False True abab
print(not "a" in "b", 2 * "a" + "b", [1] + [2] * 2)  # expect: True aab [1, 2, 2]
print(*[1, 2] if 1 else [3], 1 .real, 1..real, 5 .__class__.__name__)  # expect: 1 2 1 1.0 int
