# codecs beyond encode and decode.
import codecs
import io

print(codecs.encode("abc", "rot13"), codecs.decode("nop", "rot13"))  # expect: nop abc
print(codecs.lookup("utf8").name, codecs.BOM_UTF8)  # expect: utf-8 b'\xef\xbb\xbf'
d = codecs.getincrementaldecoder("utf-8")()
print(d.decode(b"\xc3"), d.decode(b"\xa9x"), d.decode(b"", True))  # expect:  éx 
print("é".encode("utf-8-sig"), b"\xef\xbb\xbfx".decode("utf-8-sig"))  # expect: b'\xef\xbb\xbf\xc3\xa9' x
print("a".encode("utf-16"), "é".encode("cp1252"))  # expect: b'\xff\xfea\x00' b'\xe9'
print(b"\x80".decode("cp1252"))  # expect: €
print("ü.de".encode("idna"), "a+b".encode("utf-7"))  # expect: b'xn--tda.de' b'a+-b'
print(codecs.encode(b"ab", "hex"))  # expect: b'6162'
print(codecs.decode("6162", "hex"), codecs.escape_decode(b"a\\n")[0])  # expect: b'ab' b'a\n'
w = codecs.getwriter("latin-1")(out := io.BytesIO())
w.write("é")
print(out.getvalue())  # expect: b'\xe9'
print(list(codecs.getreader("utf-8")(io.BytesIO("a\né".encode()))))  # expect: ['a\n', 'é']
codecs.register_error("mine", lambda e: ("?!", e.end))
print("aéb".encode("ascii", "mine"), codecs.lookup_error("strict").__name__)  # expect: b'a?!b' strict_errors
