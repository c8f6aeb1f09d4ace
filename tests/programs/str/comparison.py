# Strings compare by code point.
print("a" < "b", "a" < "B", "abc" < "abd")  # expect: True False True
print("ab" < "abc", "" < "a", "b" > "abc")  # expect: True True True
print("é" > "z", "\uffff" < "\U00010000")  # expect: True True
print("a" == "a", "a" != "A", "10" < "9")  # expect: True True True
print(sorted(["b", "A", "a", "é", "Z", "", "😀", "aa"]))  # expect: ['', 'A', 'Z', 'a', 'aa', 'b', 'é', '😀']
print(min("hello"), max("hello"), sorted("hello"))  # expect: e o ['e', 'h', 'l', 'l', 'o']
print("a" == 1, "a" != 1, "1" == 1, "a" == b"a")  # expect: False True False False

# A lone surrogate stands where its number puts it, before what comes later.
print("\ud800" < "\ue000", "\udfff" < "\U00010000", "a\ud800" < "a\U0001f600", "\ud7ff" < "\ud800")
# expect: True True True True
print(ascii(sorted(["\udfff", "\ue000", "\uffff", "\U00010000", "\ud7ff", "\ud800"])))
# expect: ['\ud7ff', '\ud800', '\udfff', '\ue000', '\uffff', '\U00010000']
print(ascii(min("\U0001f600", "\ud800")), ascii(max("x" * 40 + "\ud800", "x" * 40 + "\uffff")[-1]))
# expect: '\ud800' '\uffff'
print("\ud800" * 40 < "\ud800" * 41, "\ud800" == "\ud800", sorted([("\uffff",), ("\ud800",)]) == [("\ud800",), ("\uffff",)])
# expect: True True True
