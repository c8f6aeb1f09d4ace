# Between characters and numbers.
print(ord("a"), ord("é"), ord("😀"), chr(97), chr(233), chr(0x1F600))  # expect: 97 233 128512 a é 😀
print(repr(chr(0)), chr(1114111) == "\U0010ffff")  # expect: '\x00' True
print("".join(chr(ord(c) + 1) for c in "HAL"), [ord(c) for c in "añ"], ord(b"a"))  # expect: IBM [97, 241] 97
for bad in (
    lambda: chr(-1),
    lambda: chr(1114112),
    lambda: ord("ab"),
    lambda: ord(""),
    lambda: ord(1),
    lambda: chr("a"),
):
    try:
        bad()
    except (ValueError, TypeError) as e:
        print(type(e).__name__, e)
# expect: ValueError chr() arg not in range(0x110000)
# expect: ValueError chr() arg not in range(0x110000)
# expect: TypeError ord() expected a character, but string of length 2 found
# expect: TypeError ord() expected a character, but string of length 0 found
# expect: TypeError ord() expected string of length 1, but int found
# expect: TypeError 'str' object cannot be interpreted as an integer
