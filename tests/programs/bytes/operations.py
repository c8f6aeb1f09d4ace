# Bytes behave as a sequence of small integers.
a = b"banana"
print(a + b"!", a * 2, 2 * b"x", b"an" in a, 97 in a)  # expect: b'banana!' b'bananabanana' b'xx' True True
print(300 in [1], a == b"banana", a < b"bb", a != "banana")  # expect: False True True True
print(a.find(b"an"), a.rfind(b"an"), a.find(110), a.count(b"a"))  # expect: 1 3 2 3
print(a.index(b"n"), a.startswith(b"ba"), a.endswith((b"x", b"na")))  # expect: 2 True True
print(a.replace(b"a", b"o"))  # expect: b'bonono'
print(a.split(b"n"), b" a b ".split())  # expect: [b'ba', b'a', b'a'] [b'a', b'b']
print(b"a,b".partition(b","))  # expect: (b'a', b',', b'b')
print(b"-".join([b"a", b"b"]), b" x ".strip())  # expect: b'a-b' b'x'
print(a.upper(), b"ABC".lower(), b"abc".title(), b"a1".isalnum())  # expect: b'BANANA' b'abc' b'Abc' True
print(b"12".isdigit(), b"  ".isspace())  # expect: True True
print(b"ab".center(6, b"*"), b"5".zfill(3))  # expect: b'**ab**' b'005'
print(b"a\nb\r\nc".splitlines())  # expect: [b'a', b'b', b'c']
print(b"abc".translate(bytes.maketrans(b"ab", b"xy")))  # expect: b'xyc'
print(b"abcb".translate(None, b"b"), b"x".removeprefix(b"x"))  # expect: b'ac' b''
print(hash(b"a") == hash(b"a"), {b"k": 1}[b"k"], max(b"abc"))  # expect: True 1 99
print(sorted(b"cab"), sum(b"\x01\x02"), [x for x in b"hi"])  # expect: [97, 98, 99] 3 [104, 105]
for bad in (
    lambda: b"a" + "b",
    lambda: "a" in b"a",
    lambda: b"a".join(["x"]),
    lambda: b"a" < "b",
    lambda: b"a".find("a"),
    lambda: 300 in b"a",
):
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
