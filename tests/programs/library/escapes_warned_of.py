"""Decoding warns of the first escape that is none."""
# cpython: 3.13 has other words
import codecs
import warnings


def decoded(decode, data):
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        made = decode(data)
    print(made, [f"{warning.category.__name__}: {warning.message}" for warning in told])


decoded(codecs.escape_decode, rb"\q\z")
# expect: (b'\\q\\z', 4) ['DeprecationWarning: b"\\q" is an invalid escape sequence. Such sequences will not work in the future. ']
decoded(codecs.escape_decode, rb"\501")
# expect: (b'A', 4) ['DeprecationWarning: b"\\501" is an invalid octal escape sequence. Such sequences will not work in the future. ']
decoded(codecs.escape_decode, rb"\377\\q\n\x41")  # expect: (b'\xff\\q\nA', 13) []
decoded(codecs.unicode_escape_decode, rb"\q\u0041")
# expect: ('\\qA', 8) ['DeprecationWarning: "\\q" is an invalid escape sequence. Such sequences will not work in the future. ']
decoded(codecs.unicode_escape_decode, rb"a\400")
# expect: ('aĀ', 5) ['DeprecationWarning: "\\400" is an invalid octal escape sequence. Such sequences will not work in the future. ']
decoded(codecs.unicode_escape_decode, rb"\N{BULLET}\U00000041\\")  # expect: ('•A\\', 22) []
decoded(lambda data: data.decode("unicode_escape"), rb"\y")
# expect: \y ['DeprecationWarning: "\\y" is an invalid escape sequence. Such sequences will not work in the future. ']
decoded(codecs.raw_unicode_escape_decode, rb"\q")  # expect: ('\\q', 2) []
with warnings.catch_warnings():
    warnings.simplefilter("error")
    for decode in (codecs.escape_decode, codecs.unicode_escape_decode):
        try:
            decode(rb"\ ")
        except DeprecationWarning as warning:
            print([str(warning)])
# expect: ['b"\\ " is an invalid escape sequence. Such sequences will not work in the future. ']
# expect: ['"\\ " is an invalid escape sequence. Such sequences will not work in the future. ']
