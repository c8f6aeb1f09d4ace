# Format specifications for floats.
x = 1234.56789
print(f"{x:f}|{x:.2f}|{x:.0f}|{x:#.0f}|{x:e}|{x:.3E}|{x:g}")
# expect: 1234.567890|1234.57|1235|1235.|1.234568e+03|1.235E+03|1234.57
print(f"{x:.3g}|{x:G}|{x:%}|{0.256:.1%}|{x:10.1f}|{x:<10.1f}")
# expect: 1.23e+03|1234.57|123456.789000%|25.6%|    1234.6|1234.6    
print(f"{x:^10.1f}|{x:010.1f}")  # expect:   1234.6  |00001234.6
print(f"{x:+.1f}|{x: .1f}|{-x:.1f}|{x:,.2f}|{x:_.1f}")  # expect: +1234.6| 1234.6|-1234.6|1,234.57|1_234.6
print(f"{1e10:,}|{1e16}|{1e16:,}|{x:}|{x:8}|{x:.3}|{x:20}")
# expect: 10,000,000,000.0|1e+16|1e+16|1234.56789|1234.56789|1.23e+03|          1234.56789
print(f"{x:.10}")  # expect: 1234.56789
print(f"{1e-5:g}|{0.0001:g}|{123456789.0:g}|{100000.0:g}")  # expect: 1e-05|0.0001|1.23457e+08|100000
print(f"{1000000.0:g}|{1.0:g}|{1.0:#g}|{0.0:g}|{-0.0:g}")  # expect: 1e+06|1|1.00000|0|-0
print(f"{-0.0:.1f}|{-0.04:z.1f}")  # expect: -0.0|0.0
inf, nan = float("inf"), float("nan")
print(f"{inf:f}|{-inf:F}|{nan:5}|{inf:05}|{nan:+}|{inf:.2%}|{nan:E}")
# expect: inf|-INF|  nan|00inf|+nan|inf%|NAN
print(f"{0.5:.0f}|{1.5:.0f}|{2.5:.0f}|{2.675:.2f}|{1e22:f}")
# expect: 0|2|2|2.67|10000000000000000000000.000000
print(f"{5e-324:e}|{1.7976931348623157e308:.3e}|{0.1:.20f}")
# expect: 4.940656e-324|1.798e+308|0.10000000000000000555
print(f"{1 / 3:.17g}")  # expect: 0.33333333333333331
print(f"{1.0:.1}|{10.0:.1}|{1e100:.2}|{1.5:n}|{3.0:}")  # expect: 1e+00|1e+01|1e+100|1.5|3.0
print(f"{3.0!r:>6}|{12345678.0:.3}")  # expect:    3.0|1.23e+07
for bad in ("d", "x", "s", ".f"):
    try:
        print(format(1.5, bad))
    except ValueError as e:
        print(e)
# expect: Unknown format code 'd' for object of type 'float'
# expect: Unknown format code 'x' for object of type 'float'
# expect: Unknown format code 's' for object of type 'float'
# expect: Format specifier missing precision
