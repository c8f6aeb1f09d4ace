# Bytes behave as a sequence of small integers.
a = b"banana"
print(a + b"!", a * 2, 2 * b"x", b"an" in a, 97 in a, 300 in [1], a == b"banana", a < b"bb", a != "banana")
# expect: b'banana!' b'bananabanana' b'xx' True True False True True True
print(a.find(b"an"), a.rfind(b"an"), a.find(110), a.count(b"a"), a.index(b"n"), a.startswith(b"ba"), a.endswith((b"x", b"na")))
# expect: 1 3 2 3 2 True True
print(a.replace(b"a", b"o"), a.split(b"n"), b" a b ".split(), b"a,b".partition(b","), b"-".join([b"a", b"b"]), b" x ".strip())
# expect: b'bonono' [b'ba', b'a', b'a'] [b'a', b'b'] (b'a', b',', b'b') b'a-b' b'x'
print(a.upper(), b"ABC".lower(), b"abc".title(), b"a1".isalnum(), b"12".isdigit(), b"  ".isspace(), b"ab".center(6, b"*"), b"5".zfill(3))
# expect: b'BANANA' b'abc' b'Abc' True True True b'**ab**' b'005'
print(b"a\nb\r\nc".splitlines(), b"abc".translate(bytes.maketrans(b"ab", b"xy")), b"abcb".translate(None, b"b"), b"x".removeprefix(b"x"))
# expect: [b'a', b'b', b'c'] b'xyc' b'ac' b''
print(hash(b"a") == hash(b"a"), {b"k": 1}[b"k"], max(b"abc"), sorted(b"cab"), sum(b"\x01\x02"), [x for x in b"hi"])
# expect: True 1 99 [97, 98, 99] 3 [104, 105]
for bad in (lambda: b"a" + "b", lambda: "a" in b"a", lambda: b"a".join(["x"]), lambda: b"a" < "b", lambda: b"a".find("a"), lambda: 300 in b"a"):
    try:
        print(bad())
    except (TypeError, ValueError) as e:
        print(type(e).__name__)
# expect: TypeError
# expect: TypeError
# expect: TypeError
# expect: TypeError
# expect: TypeError
# expect: ValueError
