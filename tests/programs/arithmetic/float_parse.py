# float() of text.
print(float("1.5"), float(" -2e3 "))  # expect: 1.5 -2000.0
print(float("1_000.5"), float(".5"), float("5."))  # expect: 1000.5 0.5 5.0
print(float("inf"), float("-Infinity"))  # expect: inf -inf
print(float("NaN"), float("1e400"), float("1e-400"))  # expect: nan inf 0.0
print(float.fromhex("0x1.8p3"))  # expect: 12.0
print((12.0).hex(), (0.1).hex())  # expect: 0x1.8000000000000p+3 0x1.999999999999ap-4
print(float("179769313486231580793728971405301e276"))  # expect: 1.7976931348623157e+308
for text in ("", "1.5.2", "1e", "e5", "1__0", "abc", "--1"):
    try:
        float(text)
    except ValueError as e:
        print(e)
# expect: could not convert string to float: ''
# expect: could not convert string to float: '1.5.2'
# expect: could not convert string to float: '1e'
# expect: could not convert string to float: 'e5'
# expect: could not convert string to float: '1__0'
# expect: could not convert string to float: 'abc'
# expect: could not convert string to float: '--1'
