# strip, lstrip, rstrip with and without a set of characters.
print(repr("  a b \n".strip()), repr("  a ".lstrip()), repr("  a ".rstrip()), repr("".strip()), repr("   ".strip()))
# expect: 'a b' 'a ' '  a' '' ''
print("xxaxbxx".strip("x"), "xyaxybyx".strip("yx"), "abc".strip("cab") == "", "abc".lstrip("a"), "abc".rstrip("c"))
# expect: axb axyb True bc ab
print("www.example.com".strip("w.moc"), "a".strip(""), "\u3000a\u3000".strip(), repr("\x1ca\x1c".strip()))
# expect: example a a 'a'
try:
    "a".strip(1)
except TypeError as e:
    print(type(e).__name__)  # expect: TypeError
