# f-strings: expressions, conversions, quotes, braces.
name, n, x = "Ann", 42, 3.14159
print(f"{name} is {n}", f"{n + 1}", f"{name!r}")  # expect: Ann is 42 43 'Ann'
print(f"{name!s:>5}", f"{{literal}}", f"{'nested'}", f"")  # expect:   Ann {literal} nested 
print(f"{n=}", f"{n = }", f"{x=:.2f}")  # expect: n=42 n = 42 x=3.14
print(f"{name=!s}", f"{n + 1=}")  # expect: name=Ann n + 1=43
print(f"{[i for i in range(3)]}", f"{ {'a': 1}['a'] }")  # expect: [0, 1, 2] 1
print(f"{(lambda v: v * 2)(4)}", f"{name.upper()}", f"{n if n > 40 else 0}")  # expect: 8 ANN 42
print(f"a" "b" f"{n}" 'c', rf"\d{n}", fr"{n}\n")  # expect: ab42c \d42 42\n
print(f"""multi
{n}
line""")
# expect: multi
# expect: 42
# expect: line
print(f"{f'{n}'}", f"{name + f'-{n + 1:>4}'}", f'{"quotes"}', f"{'a' 'b'}")  # expect: 42 Ann-  43 quotes ab
print(f"{n:{'0'}>{6}}", f"{x:{8}.{3}}", f"{n!r:>{n // 8}}")  # expect: 000042     3.14    42
