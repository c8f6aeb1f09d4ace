# strip, lstrip, rstrip with and without a set of characters.
print(repr("  a b \n".strip()), repr("  a ".lstrip()))  # expect: 'a b' 'a '
print(repr("  a ".rstrip()), repr("".strip()), repr("   ".strip()))  # expect: '  a' '' ''
print("xxaxbxx".strip("x"), "xyaxybyx".strip("yx"))  # expect: axb axyb
print("abc".strip("cab") == "", "abc".lstrip("a"), "abc".rstrip("c"))  # expect: True bc ab
print("www.example.com".strip("w.moc"), "a".strip(""))  # expect: example a
print("\u3000a\u3000".strip(), repr("\x1ca\x1c".strip()))  # expect: a 'a'
try:
    "a".strip(1)
except TypeError as e:
    print(type(e).__name__)  # expect: TypeError
