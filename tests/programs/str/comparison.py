# Strings compare by code point.
print("a" < "b", "a" < "B", "abc" < "abd")  # expect: True False True
print("ab" < "abc", "" < "a", "b" > "abc")  # expect: True True True
print("é" > "z", "\uffff" < "\U00010000")  # expect: True True
print("a" == "a", "a" != "A", "10" < "9")  # expect: True True True
print(sorted(["b", "A", "a", "é", "Z", "", "😀", "aa"]))  # expect: ['', 'A', 'Z', 'a', 'aa', 'b', 'é', '😀']
print(min("hello"), max("hello"), sorted("hello"))  # expect: e o ['e', 'h', 'l', 'l', 'o']
print("a" == 1, "a" != 1, "1" == 1, "a" == b"a")  # expect: False True False False
