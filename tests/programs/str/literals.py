# Every kind of string literal.
print('single', "double", '''triple''')  # expect: single double triple
print("""triple "with" quotes""")  # expect: triple "with" quotes
print("a\tb\nc", "\\", "\'", '\"', "\x41\u00e9\U0001F600", "\101\60", "\N{GREEK SMALL LETTER ALPHA}")
# expect: a	b
# expect: c \ ' " Aé😀 A0 α
print(r"\n\t\\", R'\d', "a" "b" 'c', "line \
continued")  # expect: \n\t\\ \d abc line continued
print("""first
second""")
# expect: first
# expect: second
print(len("\0"), repr("\0\x07\x1b"))  # expect: 1 '\x00\x07\x1b'
print(repr("\u200b"), repr("é"), repr("\ud800"))  # expect: '\u200b' 'é' '\ud800'
print(repr('it\'s'), repr("say \"hi\""))  # expect: "it's" 'say "hi"'
print(repr("both ' and \""), repr("\n\r\t\\"))  # expect: 'both \' and "' '\n\r\t\\'
print("" == '', len(""), repr(""))  # expect: True 0 ''
