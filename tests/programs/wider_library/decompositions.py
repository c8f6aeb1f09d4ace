# One step of what characters stand for, with its kind.
import unicodedata
import zlib

for character in "é\xa0²½ﬁ①ｱﾡ\u212b\u1f71\ufb2c\U0001d160\ufed3\U0001d6b9a":
    print(unicodedata.decomposition(character))
# expect: 0065 0301
# expect: <noBreak> 0020
# expect: <super> 0032
# expect: <fraction> 0031 2044 0032
# expect: <compat> 0066 0069
# expect: <circle> 0031
# expect: <narrow> 30A2
# expect: <narrow> 3131
# expect: 00C5
# expect: 03AC
# expect: FB49 05C1
# expect: 1D15F 1D16E
# expect: <initial> 0641
# expect: <font> 03F4
# expect:


def mark(first, last):
    texts = [unicodedata.decomposition(chr(code)) for code in range(first, last)]
    return zlib.crc32("\n".join(texts).encode())


print(mark(0, 0xD800), mark(0xF900, 0x10000), mark(0x1D000, 0x1F300), mark(0x2F800, 0x2FA20))
# expect: 975019142 899496668 743675423 2739792606
