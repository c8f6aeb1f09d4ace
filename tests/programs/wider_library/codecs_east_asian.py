import codecs
import io

# Both ways, by any of the names.
print("漢字かな".encode("shift_jis"), b"\x8a\xbf\x8e\x9a".decode("sjis"))
# expect: b'\x8a\xbf\x8e\x9a\x82\xa9\x82\xc8' 漢字
print("中文".encode("gbk"), "中文".encode("big5"), "한글".encode("euc-kr"), "漢字".encode("iso-2022-jp"))
# expect: b'\xd6\xd0\xce\xc4' b'\xa4\xa4\xa4\xe5' b'\xc7\xd1\xb1\xdb' b'\x1b$B4A;z\x1b(B'
print("😀".encode("gb18030"), b"\x94\x39\xfc\x36".decode("gb18030"), "한글".encode("johab"), "~汉~".encode("hz"))
# expect: b'\x949\xfc6' 😀 b'\xd0e\x8bi' b'~~~{::~}~~'
print("か゚カ".encode("euc_jis_2004"), b"\xa4\xf7\xa5\xab".decode("euc_jis_2004"), "똠".encode("euc_kr"))
# expect: b'\xa4\xf7\xa5\xab' か゚カ b'\xa4\xd4\xa4\xa8\xa4\xc7\xa4\xb1'

# Errors say where, and handlers go on from there.
for encoding, wrong in [("gbk", b"a\xd6\xffb"), ("euc_jp", b"\xb4\xc1\x8f\xa1"), ("cp949", b"x\xc7"), ("iso2022_jp", b"\x1b$B\x21")]:
    try:
        wrong.decode(encoding)
    except UnicodeDecodeError as error:
        print(error)
    print(*(ascii(wrong.decode(encoding, errors)) for errors in ("ignore", "replace", "backslashreplace")))
# expect: 'gbk' codec can't decode byte 0xd6 in position 1: illegal multibyte sequence
# expect: 'ab' 'a\ufffd\ufffdb' 'a\\xd6\\xffb'
# expect: 'euc_jp' codec can't decode bytes in position 2-3: incomplete multibyte sequence
# expect: '\u6f22' '\u6f22\ufffd' '\u6f22\\x8f\\xa1'
# expect: 'cp949' codec can't decode byte 0xc7 in position 1: incomplete multibyte sequence
# expect: 'x' 'x\ufffd' 'x\\xc7'
# expect: 'iso2022_jp' codec can't decode byte 0x21 in position 3: incomplete multibyte sequence
# expect: '' '\ufffd' '\\x21'
print(ascii(b"a\xffb\xb4\xc1".decode("euc_jp", "surrogateescape")))  # expect: 'a\udcffb\u6f22'
try:
    "aé\ud800".encode("shift_jis")
except UnicodeEncodeError as error:
    print(error)
# expect: 'shift_jis' codec can't encode character '\xe9' in position 1: illegal multibyte sequence
print(*("aé\ud800漢".encode("shift_jis", errors) for errors in ("ignore", "replace", "xmlcharrefreplace", "namereplace")))
# expect: b'a\x8a\xbf' b'a??\x8a\xbf' b'a&#233;&#55296;\x8a\xbf' b'a\\N{LATIN SMALL LETTER E WITH ACUTE}\\ud800\x8a\xbf'


def twice(error):
    if isinstance(error, UnicodeEncodeError):
        return error.object[error.start : error.end] and "漢", error.end
    return "<%s>" % error.reason, error.end


codecs.register_error("test.twice", twice)
print("é漢é".encode("iso2022_jp", "test.twice"), b"\xff\xb4\xc1\xb4".decode("euc_jp", "test.twice"))
# expect: b'\x1b$B4A4A4A\x1b(B' <illegal multibyte sequence>漢<incomplete multibyte sequence>
try:
    "é".encode("gb2312", "test.unknown")
except LookupError as error:
    print(error)
codecs.register_error("test.unencodable", lambda error: ("é", error.end))
try:
    "aé".encode("gb2312", "test.unencodable")
except UnicodeEncodeError as error:
    print(error, ascii(error.object))
codecs.register_error("test.far", lambda error: ("", 99))
try:
    b"\xff".decode("big5", "test.far")
except IndexError as error:
    print(error)
# expect: position 99 from error handler out of bounds

# Piece by piece.
decoder = codecs.getincrementaldecoder("iso2022_jp")()
print([decoder.decode(bytes([byte])) for byte in "a漢b".encode("iso2022_jp")], decoder.getstate())
# expect: ['a', '', '', '', '', '漢', '', '', '', 'b'] (b'', 4342338)
decoder = codecs.getincrementaldecoder("euc_kr")("replace")
print(ascii(decoder.decode(b"\xa4\xd4\xa4")), decoder.getstate(), ascii(decoder.decode(b"", True)))
# expect: '' (b'\xa4\xd4\xa4', 0) '\ufffd'
state = codecs.getincrementaldecoder("hz")()
state.decode(b"~{V")
copy = codecs.getincrementaldecoder("hz")()
copy.setstate(state.getstate())
print(state.getstate(), copy.decode(b"P"), copy.decode(b"ND~}"))  # expect: (b'V', 1) 中 文
copy.reset()
print(copy.getstate(), copy.errors)  # expect: (b'', 0) strict
encoder = codecs.getincrementalencoder("iso2022_jp")()
print([encoder.encode(letter) for letter in "a漢b字"], encoder.encode("", True))
# expect: [b'a', b'\x1b$B4A', b'\x1b(Bb', b'\x1b$B;z'] b'\x1b(B'
encoder = codecs.getincrementalencoder("big5hkscs")()
print(encoder.encode("Ê"), encoder.getstate(), encoder.encode("\u0304"), encoder.encode("Ê"), encoder.encode("", True))
# expect: b'' 9093890 b'\x88b' b'' b'\x88f'
for bad in (-1, 1 << 200, "state"):
    try:
        encoder.setstate(bad)
    except (OverflowError, TypeError) as error:
        print(type(error).__name__)
# expect: OverflowError
# expect: OverflowError
# expect: TypeError
try:
    decoder.setstate((b"123456789", 0))
except UnicodeError as error:
    print(error)
# expect: 'euc_kr' codec can't decode bytes in position 0-8: pending buffer too large

# Streams.
reader = codecs.getreader("cp932")(io.BytesIO("一行目\n二行目\n三".encode("cp932")))
print(reader.readline(), reader.read(3), reader.readlines(), ascii(reader.read()))
# expect: 一行目
# expect:  二 ['行目\n', '三'] ''
stream = io.BytesIO()
writer = codecs.getwriter("iso2022_jp")(stream)
writer.write("漢")
writer.writelines(["字", "a"])
print(stream.getvalue(), writer.stream is stream)  # expect: b'\x1b$B4A;z\x1b(Ba' True
text = io.TextIOWrapper(io.BytesIO("吉\n".encode("gb18030") * 3), encoding="gb18030")
print(text.readlines())  # expect: ['吉\n', '吉\n', '吉\n']
with io.TextIOWrapper(io.BytesIO(), encoding="euc-jp", errors="xmlcharrefreplace", write_through=True) as text:
    text.write("漢😀")
    print(text.buffer.getvalue())
# expect: b'\xb4\xc1&#128512;'

# What the modules are made of.
import _codecs_jp
import _multibytecodec

codec = _codecs_jp.getcodec("euc_jp")
print(type(codec).__name__, codec.encode("漢"), codec.decode(b"\xb4\xc1"), codec.encode(12))
# expect: MultibyteCodec (b'\xb4\xc1', 1) ('漢', 2) (b'12', 2)
for wrong in ("gbk", 1):
    try:
        _codecs_jp.getcodec(wrong)
    except (LookupError, TypeError) as error:
        print(type(error).__name__, error)
# expect: LookupError no such codec is supported.
# expect: TypeError encoding name must be a string.


class Codecless(_multibytecodec.MultibyteIncrementalEncoder):
    codec = "euc_jp"


try:
    Codecless()
except TypeError as error:
    print(error)
# expect: codec is unexpected type
# -*- coding of a source -*-
print(eval("# -*- coding: euc-jp -*-\n'漢字'".encode("euc-jp")))  # expect: 漢字
