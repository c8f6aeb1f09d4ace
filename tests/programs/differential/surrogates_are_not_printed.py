# A lone surrogate is not encoded, whoever writes it: before anybody has imported `sys` too.
# cpython: its standard output takes what it is given where the locale is C
for text in "\udc80", "a\ud800b":
    for end in "\n", "":
        try:
            print(text, end=end)
        except UnicodeEncodeError as e:
            print(e)
# expect: 'utf-8' codec can't encode character '\udc80' in position 0: surrogates not allowed
# expect: 'utf-8' codec can't encode character '\udc80' in position 0: surrogates not allowed
# expect: 'utf-8' codec can't encode character '\ud800' in position 1: surrogates not allowed
# expect: 'utf-8' codec can't encode character '\ud800' in position 1: surrogates not allowed


def attempt(call):
    try:
        print(call())
    except Exception as e:
        print(type(e).__name__, e)


# Nor in the name of a codec or of an error handler.
attempt(lambda: "a".encode("\ud800"))
attempt(lambda: "a".encode("ascii", "\ud800"))
attempt(lambda: b"a".decode("\ud800"))
attempt(lambda: bytes("a", "\ud800"))
# expect: UnicodeEncodeError 'utf-8' codec can't encode character '\ud800' in position 0: surrogates not allowed
# expect: UnicodeEncodeError 'utf-8' codec can't encode character '\ud800' in position 0: surrogates not allowed
# expect: UnicodeEncodeError 'utf-8' codec can't encode character '\ud800' in position 0: surrogates not allowed
# expect: UnicodeEncodeError 'utf-8' codec can't encode character '\ud800' in position 0: surrogates not allowed
