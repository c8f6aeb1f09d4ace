# codecs: what a codec raises is noted with its name, unless it is one of those that everybody knows.
import codecs


class Bare(RuntimeError):
    def __init__(self):
        pass


def fail(*arguments):
    raise raised


def search(name):
    if name == "failing":
        return codecs.CodecInfo(fail, fail, name="failing")
    if name == "plain":
        # Four functions are enough.
        return (lambda text, errors="strict": (b"ENC" + errors.encode(), 3), lambda data, errors="strict": ("DEC", 3), None, None)


codecs.register(search)


def attempt(call, *args):
    try:
        return call(*args)
    except BaseException as error:
        notes, error.__notes__ = getattr(error, "__notes__", None), []
        return type(error).__name__, notes


for raised in (RuntimeError("x"), RuntimeError, Bare(), LookupError(1), KeyboardInterrupt()):
    print(attempt("text".encode, "failing"), attempt(b"data".decode, "failing"))
    print(attempt(codecs.encode, "text", "failing"), attempt(bytearray(b"data").decode, "failing"))
print("x".encode("plain"), "x".encode("plain", "ignore"), b"x".decode("plain"), str(b"abc", "plain"))
for encoding in ("ascii", "utf-8", "latin-1", "cp1252", "euc-jp", "utf-7", "unicode_escape", "utf-16", "utf-16-le"):
    print(encoding, attempt("\ud800\u1234".encode, encoding), attempt(b"\\x\xff+2\x81".decode, encoding))
for raw in (b"a+2AE\xffb", b"a+IKzYAQ\xffb", b"a+IKwgrNgB\xffb", b"a+2AEb", b"a+2AHcAQ-b", b"a+2AE-b"):
    print(ascii(raw.decode("utf-7", "replace")), ascii(raw.decode("utf-7", "ignore")))
# expect: ('RuntimeError', ["encoding with 'failing' codec failed"]) ('RuntimeError', ["decoding with 'failing' codec failed"])
# expect: ('RuntimeError', ["encoding with 'failing' codec failed"]) ('RuntimeError', ["decoding with 'failing' codec failed"])
# expect: ('RuntimeError', ["encoding with 'failing' codec failed"]) ('RuntimeError', ["decoding with 'failing' codec failed"])
# expect: ('RuntimeError', ["encoding with 'failing' codec failed"]) ('RuntimeError', ["decoding with 'failing' codec failed"])
# expect: ('Bare', ["encoding with 'failing' codec failed"]) ('Bare', ["decoding with 'failing' codec failed"])
# expect: ('Bare', ["encoding with 'failing' codec failed"]) ('Bare', ["decoding with 'failing' codec failed"])
# expect: ('LookupError', ["encoding with 'failing' codec failed"]) ('LookupError', ["decoding with 'failing' codec failed"])
# expect: ('LookupError', ["encoding with 'failing' codec failed"]) ('LookupError', ["decoding with 'failing' codec failed"])
# expect: ('KeyboardInterrupt', ["encoding with 'failing' codec failed"]) ('KeyboardInterrupt', ["decoding with 'failing' codec failed"])
# expect: ('KeyboardInterrupt', ["encoding with 'failing' codec failed"]) ('KeyboardInterrupt', ["decoding with 'failing' codec failed"])
# expect: b'ENCstrict' b'ENCignore' DEC DEC
# expect: ascii ('UnicodeEncodeError', None) ('UnicodeDecodeError', None)
# expect: utf-8 ('UnicodeEncodeError', None) ('UnicodeDecodeError', None)
# expect: latin-1 ('UnicodeEncodeError', None) \xÿ+2
# expect: cp1252 ('UnicodeEncodeError', ["encoding with 'cp1252' codec failed"]) ('UnicodeDecodeError', ["decoding with 'cp1252' codec failed"])
# expect: euc-jp ('UnicodeEncodeError', ["encoding with 'euc-jp' codec failed"]) ('UnicodeDecodeError', ["decoding with 'euc-jp' codec failed"])
# expect: utf-7 b'+2AASNA-' ('UnicodeDecodeError', ["decoding with 'utf-7' codec failed"])
# expect: unicode_escape b'\\ud800\\u1234' ('UnicodeDecodeError', ["decoding with 'unicode_escape' codec failed"])
# expect: utf-16 ('UnicodeEncodeError', None) 硜⯿脲
# expect: utf-16-le ('UnicodeEncodeError', ["encoding with 'utf-16-le' codec failed"]) 硜⯿脲
# expect: 'a\ufffdb' 'ab'
# expect: 'a\u20ac\ufffdb' 'a\u20acb'
# expect: 'a\u20ac\u20ac\ufffdb' 'a\u20ac\u20acb'
# expect: 'a\ufffd' 'a'
# expect: 'a\U00010401b' 'a\U00010401b'
# expect: 'a\ud801b' 'a\ud801b'
