# Error handlers of a program's own, and the built-in ones as functions.
import codecs


def stars(error):
    return ("*" * (error.end - error.start), error.end)


codecs.register_error("stars", stars)
print("aéèb".encode("ascii", "stars"), b"a\xffb".decode("utf-8", "stars"))  # expect: b'a**b' a*b
print("aéèb".encode("cp1252", "stars"), "a日b".encode("cp1252", "stars"))  # expect: b'a\xe9\xe8b' b'a*b'
print("a€".encode("ascii", "namereplace"))  # expect: b'a\\N{EURO SIGN}'
codecs.register_error("bytes", lambda error: (b"\x00", -1))
print("aéb".encode("ascii", "bytes"))  # expect: b'a\x00b'
for name in ("ignore", "replace", "xmlcharrefreplace", "backslashreplace", "namereplace", "surrogateescape"):
    error = UnicodeEncodeError("ascii", "aé", 1, 2, "because")
    try:
        print(name, codecs.lookup_error(name)(error))
    except UnicodeError as e:
        print(name, e)
# expect: ignore ('', 2)
# expect: replace ('?', 2)
# expect: xmlcharrefreplace ('&#233;', 2)
# expect: backslashreplace ('\\xe9', 2)
# expect: namereplace ('\\N{LATIN SMALL LETTER E WITH ACUTE}', 2)
# expect: surrogateescape 'ascii' codec can't encode character '\xe9' in position 1: because
print(codecs.replace_errors(UnicodeDecodeError("utf-8", b"\xff", 0, 1, "x")))  # expect: ('�', 1)
codecs.register_error("bad", lambda error: "no tuple")
codecs.register_error("far", lambda error: ("", 99))
for wrong in (
    lambda: "é".encode("ascii", "bad"),
    lambda: b"\xff".decode("ascii", "bad"),
    lambda: "é".encode("ascii", "far"),
    lambda: "é".encode("ascii", "nobody"),
    lambda: "é".encode("hex"),
    lambda: codecs.lookup("no such"),
    lambda: codecs.register_error("x", 1),
):
    try:
        wrong()
    except (TypeError, IndexError, LookupError) as e:
        print(type(e).__name__, e)
# expect: TypeError encoding error handler must return (str/bytes, int) tuple
# expect: TypeError decoding error handler must return (str, int) tuple
# expect: IndexError position 99 from error handler out of bounds
# expect: LookupError unknown error handler name 'nobody'
# expect: LookupError 'hex' is not a text encoding; use codecs.encode() to handle arbitrary codecs
# expect: LookupError unknown encoding: no such
# expect: TypeError handler must be callable
