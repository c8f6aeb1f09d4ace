# replace, translate, removeprefix, removesuffix, expandtabs.
print("banana".replace("a", "o"), "banana".replace("a", "o", 2), "banana".replace("x", "y"))
# expect: bonono bonona banana
print("abc".replace("", "-"), "".replace("", "x"), "aaa".replace("aa", "b"), "abc".replace("b", ""))
# expect: -a-b-c- x ba ac
print("banana".replace("an", "AN", -1), "banana".replace("an", "", 0))  # expect: bANANa banana
print("prefix-x".removeprefix("prefix-"), "x".removeprefix("y"), "file.py".removesuffix(".py"), "a".removesuffix(""))
# expect: x x file a
table = str.maketrans("abc", "xyz", "d")
print("aabbccdd".translate(table), "abc".translate({97: "AA", 98: None, 99: 100}))  # expect: xxyyzz AAd
print(str.maketrans({"a": 1, 98: "x"}), str.maketrans("ab", "cd"))
# expect: {97: 1, 98: 'x'} {97: 99, 98: 100}
print("a\tb".expandtabs(), "ab\tc\td".expandtabs(4), "\t".expandtabs(0) + "|", "a\nb\tc".expandtabs(4))
# expect: a       b ab  c   d | a
# expect: b   c
