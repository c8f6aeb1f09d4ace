# `unicode_escape` knows the names of characters, whole or in pieces.
import codecs

print(rb"\N{LATIN SMALL LETTER A}\N{digit one}x".decode("unicode_escape"))  # expect: a1x
d = codecs.getincrementaldecoder("unicode_escape")()
print([d.decode(piece) for piece in (rb"\N{DIG", rb"IT ONE", rb"}", rb"\x4", rb"1")])  # expect: ['', '', '1', '', 'A']
for wrong in rb"a\N", rb"\N{", rb"\N{}b", rb"\N{no such name}b", rb"\N{DIGIT", rb"\Nx":
    try:
        print(wrong.decode("unicode_escape"))
    except UnicodeDecodeError as e:
        print(e.start, e.end, e.reason, wrong.decode("unicode_escape", "backslashreplace"), ascii(wrong.decode("unicode_escape", "replace")))
# expect: 1 3 malformed \N character escape a\x5c\x4e 'a\ufffd'
# expect: 0 3 malformed \N character escape \x5c\x4e\x7b '\ufffd'
# expect: 0 3 malformed \N character escape \x5c\x4e\x7b}b '\ufffd}b'
# expect: 0 16 unknown Unicode character name \x5c\x4e\x7b\x6e\x6f\x20\x73\x75\x63\x68\x20\x6e\x61\x6d\x65\x7db '\ufffdb'
# expect: 0 8 malformed \N character escape \x5c\x4e\x7b\x44\x49\x47\x49\x54 '\ufffd'
# expect: 0 2 malformed \N character escape \x5c\x4ex '\ufffdx'
for wrong in r"'\N{}'", r"'a\N{b'", r"'\N{no such name}'", r"'\N'":
    try:
        eval(wrong)
    except SyntaxError as e:
        print(e.msg)
# expect: (unicode error) 'unicodeescape' codec can't decode bytes in position 0-2: malformed \N character escape
# expect: (unicode error) 'unicodeescape' codec can't decode bytes in position 1-4: malformed \N character escape
# expect: (unicode error) 'unicodeescape' codec can't decode bytes in position 0-15: unknown Unicode character name
# expect: (unicode error) 'unicodeescape' codec can't decode bytes in position 0-1: malformed \N character escape
