# Escapes in text and bytes, known and unknown to the language.
import warnings

print([ord(c) for c in "\a\b\f\n\r\t\v\\\'\"\0\7\77\377\x7f\u00ff\U0001f600\N{BULLET}"])
# expect: [7, 8, 12, 10, 13, 9, 11, 92, 39, 34, 0, 7, 63, 255, 127, 255, 128512, 8226]
print(list(b"\a\b\f\n\r\t\v\\\'\"\0\7\77\377\x7f"))
# expect: [7, 8, 12, 10, 13, 9, 11, 92, 39, 34, 0, 7, 63, 255, 127]
print(len("\
"), "a\
b", r"\
".encode())  # expect: 0 ab b'\\\n'
print(repr("\x00\x1f\x7f\x80\x9f\xa0\xad\u0378\u2029\ud800\udfff\uffff\U0010ffff"))
# expect: '\x00\x1f\x7f\x80\x9f\xa0\xad\u0378\u2029\ud800\udfff\uffff\U0010ffff'
print(repr("'"), repr('"'), repr("'\""), repr("\\"))  # expect: "'" '"' '\'"' '\\'
print(repr("\\'"), repr(b"'"), repr(b"\"'"))  # expect: "\\'" b"'" b'"\''
print("\u0065\u0301" == "\u00e9", len("\u0065\u0301"))  # expect: False 2
print("\N{LATIN SMALL LETTER E WITH ACUTE}" == "\xe9")  # expect: True
for source in (
    r"'\x4'",
    r"'\u123'",
    r"'\U00110000'",
    r"'\N{}'",
    r"'\N{NO SUCH NAME}'",
    r"b'\u0041'",
    "b'é'",
    r"'\400'",
):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            print(source, ascii(eval(source)))
        except SyntaxError:
            print(ascii(source), "SyntaxError")
# expect: "'\\x4'" SyntaxError
# expect: "'\\u123'" SyntaxError
# expect: "'\\U00110000'" SyntaxError
# expect: "'\\N{}'" SyntaxError
# expect: "'\\N{NO SUCH NAME}'" SyntaxError
# expect: b'\u0041' b'\\u0041'
# expect: "b'\xe9'" SyntaxError
# expect: '\400' '\u0100'
