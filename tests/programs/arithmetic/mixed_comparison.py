# Integers and floats compare by their exact values.
print(1 == 1.0, 2**53 == float(2**53), 2**53 + 1 == float(2**53))  # expect: True True False
print(2**53 + 1 > float(2**53), 10**400 > 1e308, -(10**400) < -1e308)  # expect: True True True
print(10**400 < float("inf"), -(10**400) > float("-inf"), 10**400 == float("inf"))  # expect: True True False
nan = float("nan")
print(nan == nan, nan != nan, nan < 1)  # expect: False True False
print(1 < nan, nan in [nan], [nan] == [nan])  # expect: False True True
print(True == 1, True + True, True < 2, False == 0.0)  # expect: True 2 True True
print(1 < 2 < 3, 1 < 3 < 2, 3 > 2 == 2, 1 < 2 > 1 != 5)  # expect: True False True True
print(0.0 == -0.0, hash(0.0) == hash(-0.0), hash(1) == hash(1.0) == hash(True))  # expect: True True True
print(max(1, 1.0), max(1.0, 1), min(2, 2.0), sorted([3, 1.5, True, 2]))  # expect: 1 1.0 2 [True, 1.5, 2, 3]
