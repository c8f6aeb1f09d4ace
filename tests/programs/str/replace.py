# replace, translate, removeprefix, removesuffix, expandtabs.
print("banana".replace("a", "o"))  # expect: bonono
print("banana".replace("a", "o", 2), "banana".replace("x", "y"))  # expect: bonona banana
print("abc".replace("", "-"), "".replace("", "x"))  # expect: -a-b-c- x
print("aaa".replace("aa", "b"), "abc".replace("b", ""))  # expect: ba ac
print("banana".replace("an", "AN", -1), "banana".replace("an", "", 0))  # expect: bANANa banana
print("prefix-x".removeprefix("prefix-"), "x".removeprefix("y"))  # expect: x x
print("file.py".removesuffix(".py"), "a".removesuffix(""))  # expect: file a
table = str.maketrans("abc", "xyz", "d")
print("aabbccdd".translate(table), "abc".translate({97: "AA", 98: None, 99: 100}))  # expect: xxyyzz AAd
print(str.maketrans({"a": 1, 98: "x"}))  # expect: {97: 1, 98: 'x'}
print(str.maketrans("ab", "cd"))  # expect: {97: 99, 98: 100}
print("a\tb".expandtabs(), "ab\tc\td".expandtabs(4), "\t".expandtabs(0) + "|", "a\nb\tc".expandtabs(4))
# expect: a       b ab  c   d | a
# expect: b   c
