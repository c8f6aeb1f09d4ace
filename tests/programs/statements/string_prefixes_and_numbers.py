# Odd but legal tokens.
print(0_0, 1_000.5e1_0, 0XFF, 0B1, 0O7)  # expect: 0 10005000000000.0 255 1 7
print(1J, 1.e3, .1e-2, 0xdead_BEEF)  # expect: 1j 1000.0 0.001 3735928559
print(rb"\x", BR"\y", Rb'\z', U"u", F"{1}", fR"\{2}", u"é")  # expect: b'\\x' b'\\y' b'\\z' u 1 \2 é
print("a" 'b' """c""" r"\d" f"{1}")  # expect: abc\d1
print(ℯ := 2.5, ñandú := 1, 变量 := "ok")  # expect: 2.5 1 ok
ﬁ = "normalized"
print(fi)  # expect: normalized
