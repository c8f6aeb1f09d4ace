# Codecs a piece at a time, and registered ones.
import codecs

for name in ("utf-8", "utf-16", "utf-16-be", "utf-32", "utf-7", "cp1252", "unicode_escape"):
    data = "a€é".encode(name)
    decoder = codecs.getincrementaldecoder(name)()
    print(name, "".join(decoder.decode(bytes([b]), False) for b in data) + decoder.decode(b"", True))
# expect: utf-8 a€é
# expect: utf-16 a€é
# expect: utf-16-be a€é
# expect: utf-32 a€é
# expect: utf-7 a€é
# expect: cp1252 a€é
# expect: unicode_escape a€é
print("".join(codecs.iterdecode([b"\xe2", b"\x82", b"\xac"], "utf-8")))  # expect: €
print(codecs.utf_16_ex_decode(b"\xfe\xff\x00a"), codecs.utf_8_decode(b"a\xc3"))  # expect: ('a', 4, 1) ('a', 1)
print(codecs.charmap_encode("ab", "strict", {97: 1, 98: b"xy"}))  # expect: (b'\x01xy', 2)
print(codecs.charmap_decode(b"\x00\x01", "replace", {0: "zero"}))  # expect: ('zero�', 2)
print(codecs.escape_encode(b"a\n'"), codecs.escape_decode(rb"\x41\101\n"))  # expect: (b"a\\n\\'", 3) (b'AA\n', 10)


def search(name):
    if name == "shout":
        return codecs.CodecInfo(
            lambda text, errors="strict": (text.upper().encode(), len(text)),
            lambda data, errors="strict": (bytes(data).decode().lower(), len(data)),
            name="shout",
        )


codecs.register(search)
print("abc".encode("shout"), b"ABC".decode("Shout"))  # expect: b'ABC' abc
codecs.unregister(search)
try:
    "abc".encode("shout")
except LookupError as e:
    print(e)  # expect: unknown encoding: shout
