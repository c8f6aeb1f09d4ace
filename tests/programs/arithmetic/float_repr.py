# A float prints as the shortest text that reads back as the same float.
print(0.1, 0.1 + 0.2)  # expect: 0.1 0.30000000000000004
print(1 / 3, 2 / 3, 1.0, -0.0)  # expect: 0.3333333333333333 0.6666666666666666 1.0 -0.0
print(1e15, 1e16, 123456789012345680.0)  # expect: 1000000000000000.0 1e+16 1.2345678901234568e+17
print(1e17, 1e22, 1e23)  # expect: 1e+17 1e+22 1e+23
print(0.0001, 0.00001, 1.5e-5, 123e-7)  # expect: 0.0001 1e-05 1.5e-05 1.23e-05
print(5e-324, 2.2250738585072014e-308)  # expect: 5e-324 2.2250738585072014e-308
print(1.7976931348623157e308)  # expect: 1.7976931348623157e+308
print(float("inf"), -float("inf"), float("nan"))  # expect: inf -inf nan
print(9007199254740993.0, 4.35, 2.675, 1e100)  # expect: 9007199254740992.0 4.35 2.675 1e+100
print(3.0e0, 1e0, 1E5, .5, 5., 1_0.0_1)  # expect: 3.0 1.0 100000.0 0.5 5.0 10.01
print(str(1e16), repr(1.1), [0.5, 1e-7])  # expect: 1e+16 1.1 [0.5, 1e-07]
