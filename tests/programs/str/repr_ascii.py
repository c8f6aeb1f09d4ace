# repr() and ascii() of unusual characters.
print(repr("a\x7fb\x80\xa0\xad"))  # expect: 'a\x7fb\x80\xa0\xad'
print(repr("\u2028\ufeff\ue000"))  # expect: '\u2028\ufeff\ue000'
print(repr("日本語"), repr("\U000e0001"))  # expect: '日本語' '\U000e0001'
print(ascii("aé日😀"), ascii(["é"]))  # expect: 'a\xe9\u65e5\U0001f600' ['\xe9']
print(ascii("'"), repr("\\'\""))  # expect: "'" '\\\'"'
print(str("é"), f"{'é'!r}", f"{'é'!a}", f"{'é'!s}")  # expect: é 'é' '\xe9' é
