# A lone surrogate is not encoded in the name of a codec or of an error handler.


def attempt(call):
    try:
        print(call())
    except Exception as e:
        print(type(e).__name__, e)


attempt(lambda: "a".encode("\ud800"))
attempt(lambda: "a".encode("ascii", "\ud800"))
attempt(lambda: b"a".decode("\ud800"))
attempt(lambda: bytes("a", "\ud800"))
# expect: UnicodeEncodeError 'utf-8' codec can't encode character '\ud800' in position 0: surrogates not allowed
# expect: UnicodeEncodeError 'utf-8' codec can't encode character '\ud800' in position 0: surrogates not allowed
# expect: UnicodeEncodeError 'utf-8' codec can't encode character '\ud800' in position 0: surrogates not allowed
# expect: UnicodeEncodeError 'utf-8' codec can't encode character '\ud800' in position 0: surrogates not allowed
