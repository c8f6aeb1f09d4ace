"""Every character and every code of two bytes of the East Asian encodings, as checksums of what comes of them."""
import zlib

NAMES = """gb2312 gbk gb18030 hz big5 cp950 big5hkscs cp932 euc_jp shift_jis euc_jis_2004 euc_jisx0213 shift_jis_2004
shift_jisx0213 euc_kr cp949 johab iso2022_jp iso2022_jp_1 iso2022_jp_2 iso2022_jp_2004 iso2022_jp_3 iso2022_jp_ext
iso2022_kr""".split()
RANGES = [range(0xD800), range(0xE000, 0x10000), range(0x20000, 0x2A700)]
CHARACTERS = "".join(chr(code) for codes in RANGES for code in codes)
# CPython reads what iso2022_jp_3 writes for this one as another.
CHARACTERS = CHARACTERS.replace("\u9b1d", "")
CODES = b"".join(bytes([first, second, 10]) for first in range(0x80, 0x100) for second in range(0x21, 0x100))

for name in NAMES:
    encoded = CHARACTERS.encode(name, "ignore")
    line = f"{name} {len(encoded)} {zlib.crc32(encoded):08x}"
    if not name.startswith("iso2022"):
        decoded = CODES.decode(name, "replace")
        line += f" {zlib.crc32(decoded.encode()):08x}"
    print(line)
    # What was encoded is read back, but for characters that are written as others.
    again = encoded.decode(name, "replace")
    print(len(again), zlib.crc32(again.encode()))
# expect: gb2312 15018 018eefd3 484b42e7
# expect: 7573 2631623271
# expect: gbk 43708 80be8f64 dceca73d
# expect: 21918 384304572
# expect: gb18030 376694 383261a7 981b193b
# expect: 106239 3416975187
# expect: hz 15023 046cc52e b4b3f38a
# expect: 7573 2631623271
# expect: big5 27540 d93dc1a3 0d40c479
# expect: 13834 969530021
# expect: cp950 27630 57a219bc a16c7d41
# expect: 13879 3066592865
# expect: big5hkscs 36878 3e2942ff fe4eb075
# expect: 18503 703841263
# expect: cp932 18620 bf12b182 35d6c536
# expect: 9408 2815614368
# expect: euc_jp 32212 d613185b 485a5cc2
# expect: 13138 2750052960
# expect: shift_jis 13951 54c46618 21c9c171
# expect: 7072 660138047
# expect: euc_jis_2004 34580 7d43456c 41e79d76
# expect: 14557 344162876
# expect: euc_jisx0213 34557 34225ca9 d2657ff1
# expect: 14546 3433150516
# expect: shift_jis_2004 22607 f0bced25 393846ac
# expect: 11399 1000117192
# expect: shift_jisx0213 22585 19c8014e ba896083
# expect: 11388 3563066154
# expect: euc_kr 87156 c0ca982e 6b6615e7
# expect: 17177 3839474914
# expect: cp949 34224 d00957d3 a3e5cd99
# expect: 17176 1138859806
# expect: johab 34224 ba0a4ff7 fc5de350
# expect: 17176 1138859806
# expect: iso2022_jp 13906 2dbb9f8f
# expect: 7009 2871951323
# expect: iso2022_jp_1 46343 bd35271f
# expect: 13075 1933460573
# expect: iso2022_jp_2 63545 f7577a64
# expect: 18728 1953130369
# expect: iso2022_jp_2004 39399 d5d61a71
# expect: 11335 3798010931
# expect: iso2022_jp_3 39308 e17cea8c
# expect: 11324 394362267
# expect: iso2022_jp_ext 46412 faa9a360
# expect: 13138 888578474
# expect: iso2022_kr 16586 8f5d3a41
# expect: 8352 233020270
