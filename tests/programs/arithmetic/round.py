# round() goes to the nearest, ties to even.
print(round(0.5), round(1.5), round(2.5), round(-0.5), round(-1.5))  # expect: 0 2 2 0 -2
print(round(2.675, 2), round(1.005, 2), round(0.125, 2), round(-0.375, 2))  # expect: 2.67 1.0 0.12 -0.38
print(round(1234, -2), round(1250, -2), round(1350, -2))  # expect: 1200 1200 1400
print(round(-1250, -2), round(5, -1), round(15, -1))  # expect: -1200 0 20
print(round(1e20), round(123.456, -1))  # expect: 100000000000000000000 120.0
print(round(123.456, 0), round(7))  # expect: 123.0 7
print(type(round(2.0)), type(round(2.0, 0)))  # expect: <class 'int'> <class 'float'>
print(type(round(2, 1)))  # expect: <class 'int'>
print(round(10**20 + 50, -2), round(3, 100))  # expect: 100000000000000000000 3
for bad in (float("nan"), float("inf")):
    try:
        round(bad)
    except (ValueError, OverflowError) as e:
        print(type(e).__name__, e)
# expect: ValueError cannot convert float NaN to integer
# expect: OverflowError cannot convert float infinity to integer
