# Data that was tampered with: pickles, marshal, patterns, formats, text that is no program.
import ast
import base64
import binascii
import bz2
import csv
import datetime
import io
import json
import lzma
import marshal
import pickle
import re
import struct
import symtable
import unicodedata
import xml.etree.ElementTree
import zlib
from array import array
from compression import zstd
from xml.parsers import expat

VALUES = [None, 1, -1, 2**70, 1.5, "text é", b"bytes", [1, [2]], (1, "a"), {"a": [1, 2]}, {1, 2}, frozenset([3]), 1j, True, ..., bytearray(b"x"), range(3), datetime.date(2020, 1, 2), [["shared"]] * 3, slice(1, 2), ValueError("x")]
CODE = compile("def f(a, *b, c=1, **d):\n    try:\n        return [x for x in b if x] + [lambda: a]\n    finally:\n        pass\nclass C:\n    x = 1.5, 2j, 'a', b'b', 2**80\n", "f", "exec")


def tampered(data):
    data = bytearray(data)
    for _ in range(random.choice([1, 1, 2, 5])):
        where = random.randrange(len(data) + 1)
        kind = random.randrange(6)
        if kind == 0 and where < len(data):
            data[where] = random.randrange(256)
        elif kind == 1:
            del data[where : where + random.randrange(8)]
        elif kind == 2:
            data[where:where] = random.randbytes(random.randrange(6))
        elif kind == 3 and where < len(data):
            data[where] ^= 1 << random.randrange(8)
        elif kind == 4:
            data[where:where] = data[: random.randrange(20)]
        elif kind == 5:
            data[where : where + 4] = random.choice([b"\xff\xff\xff\xff", b"\xff\xff\xff\x7f", b"\0\0\0\x80", b"\0\0\0\x40"])
    return bytes(data)


class Careful:
    def find_class(self, module, name):
        if module in ("builtins", "datetime", "collections") and name in ("range", "bytearray", "complex", "date", "slice", "set", "frozenset", "ValueError", "list"):
            return super().find_class(module, name)
        raise pickle.UnpicklingError("not here")

    def persistent_load(self, identifier):
        return [identifier]


class CarefulUnpickler(Careful, pickle.Unpickler):
    pass


class CarefulUnpicklerInPython(Careful, pickle._Unpickler):
    pass


class Pieces(io.BytesIO):
    # A file that gives less than it is asked for, now and then.
    def read(self, size=-1):
        return super().read(random.randrange(size + 1) if random.random() < 0.02 and 0 <= size < 2**40 else size)

    def peek(self, size):
        return self.getvalue()[self.tell() :][: random.choice([0, 1, 10, size])]


OPCODES = [code.encode("latin-1") for code in (getattr(pickle, name).decode("latin-1") for name in dir(pickle) if name.isupper() and type(getattr(pickle, name)) is bytes and len(getattr(pickle, name)) == 1)]


def unpickle(data):
    unpickler = random.choice([CarefulUnpickler, CarefulUnpickler, CarefulUnpicklerInPython])
    loaded = unpickler(random.choice([io.BytesIO, io.BytesIO, Pieces])(data), encoding=random.choice(["ASCII", "bytes", "latin-1"]), buffers=random.choice([None, [b"x", bytearray(b"y")]])).load()
    # What was read may be written again, if it is not nested too deeply.
    return random.choice([pickle.dumps, pickle._dumps])(loaded, random.randrange(6))


def a_pickle():
    if random.random() < 0.5:
        return tampered(random.choice([pickle.dumps, pickle._dumps])(random.choice(VALUES), random.randrange(6)))
    body = b"".join(random.choice(OPCODES) + random.choice([b"", b"\0", b"\1", b"1\n", b"\xff\xff\xff\xff", b"\2ab", b"I1\n"]) for _ in range(random.randrange(25)))
    return b"\x80\x04" + body + b"."


PIECES = ["a", "b", ".", "*", "+", "?", "{2}", "{1,3}", "{,}", "{99999999999}", "*?", "+?", "*+", "(", ")", "(?:", "(?=", "(?!", "(?<=", "(?<!", "(?P<n>", "(?P=n)", "(?(1)a|b)", "\\1", "\\2", "[", "]", "[^a]", "[a-z]", "[z-a]", "\\d", "\\w", "\\b", "\\B", "^", "$", "|", "(?i)", "(?s:", "(?x)", "(?>", "\\A", "\\Z", "\\x", "\\u12", "\\N{DIGIT ONE}", "\\", "é", "\\S", "()", "(a|b)*", "(a*)*", "((?:a?)*)+", "{65536}", "(?#", "(?-i:", "(?L)", "(?a)"]


def a_pattern():
    return "".join(random.choice(PIECES) for _ in range(random.randrange(1, 12)))


def match():
    pattern = a_pattern()
    print("pattern", ascii(pattern), flush=True)
    compiled = re.compile(pattern, random.choice([0, 0, re.I, re.S, re.M | re.X, re.A, re.I | re.U]))
    text = random.choice(["", "ab" * 6, "aaa b", "é\nx", "1" * 30])
    getattr(compiled, random.choice(["match", "search", "fullmatch", "findall", "split"]))(text)
    compiled.sub(random.choice(["", "\\1", "\\g<n>", "\\g<99>", "\\"]), text, random.choice([0, 1, -1]))
    compiled.match(text, random.choice(INTEGERS), random.choice(INTEGERS))


def a_format():
    number = random.choice(["", "1", "10", "99", "70000", "2147483648", "9223372036854775807", "9223372036854775808", "999999999999999999999", "0", "-1"])
    precision = random.choice(["", "", ".0", ".5", ".99", ".2147483647", ".2147483648", ".99999999999999999999", "."])
    return random.choice(["", "<", ">", "^", "=", "x=", "é^", "0"]) + random.choice(["", "+", " ", "-", "z", "#", "0"]) + number + random.choice(["", ",", "_"]) + precision + random.choice(list("bcdeEfFgGnosxX%qé") + [""])


def formats():
    thing = random.choice([1, -(2**70), 1.5, 1e300, float("nan"), "text", "é", 1j, True, None, datetime.date(2020, 1, 1)])
    spec = a_format()
    print("format", ascii(spec), show(thing), flush=True)
    try:
        format(thing, spec)
    except (ValueError, OverflowError, TypeError, MemoryError):
        pass
    try:
        ("%" + spec.lstrip("<>^=xé")) % thing
    except (ValueError, OverflowError, TypeError, MemoryError):
        pass
    ("{:" + spec + "}").format(thing)


TOKENS = "def class if else elif for while in is not and or lambda return yield await async with as try except finally raise from import pass break continue global nonlocal del assert match case type x y f _ 1 0 0x 1e 1_0 1j 'a' b'b' f'{x}' f'{ r'' \"\"\" ( ) [ ] { } : ; , . ... -> = == := + - * ** / // % @ & | ^ ~ < > <= >= != += ! $ ? ` \\ # \n \n \n    \t é \x0c \0 None True __debug__ print *x **x except* f'{x!r:{y}}' f'{{' t'{x}' 0b1 0o8 1__0 'é' \\N{x} '\\x' '\\u12' b'é' rb'' ur'' \ufeff".split(" ")


def soup():
    if random.random() < 0.2:
        return bytes(random.randrange(256) for _ in range(random.randrange(60)))
    if random.random() < 0.2:
        piece = random.choice(["(", "[", "{", "-", "not ", "lambda: ", "x.", "x[", "f(", "*", "if x:\n ", "1+", "a if b else ", "f'{", "await ", "[x for x in ", "(yield ", "~", "x=", "@x\n", "try:\n ", "match x:\n case ", "{x:", "**", "''", "x\n", "x;", "with x:\n ", "class A:\n ", "else ", "\\\n", "x,", "global x\n", "elif x:\n x\n"])
        return piece * random.choice([5, 90, 199, 400, 3000, 20000]) + random.choice(["", "x", ")"])
    return random.choice(["", " ", "\n"]).join(random.choice(TOKENS) for _ in range(random.randrange(1, 40)))


def compiled():
    source = soup()
    print("source", ascii(source)[:300], len(source), flush=True)
    mode = random.choice(["exec", "exec", "eval", "single"])
    code = compile(source, "soup", mode, random.choice([0, 0, ast.PyCF_ONLY_AST, 0x2000]))
    if isinstance(code, ast.AST):
        ast.dump(code)
        ast.unparse(code)
        compile(code, "soup", mode)


def decoded():
    data = random.choice([random.randbytes(random.randrange(40)), tampered("Grüße 😀 ١".encode(random.choice(["utf-8", "utf-16", "utf-32", "utf-7", "utf-8-sig"])))])
    codec = random.choice("utf-8 utf-16 utf-16-le utf-32 utf-32-be utf-7 ascii latin-1 unicode_escape raw_unicode_escape idna punycode cp1252 hex base64 zip quopri rot13 cp437 mbcs utf-8-sig shift_jis big5 uu bz2".split())
    errors = random.choice("strict ignore replace backslashreplace surrogateescape surrogatepass xmlcharrefreplace namereplace nothing".split())
    print("decode", data, codec, errors, flush=True)
    text = data.decode(codec, errors)
    text.encode(random.choice(["ascii", "utf-16", "utf-7", codec]), errors)


def tree():
    """A syntax tree that nobody wrote."""
    body = ast.parse(random.choice(["x = 1", "def f(a, b=1): return a", "[x for x in y if z]", "match x:\n case [1, *a]: pass", "f'{x!r:>{w}}'", "class A(B, m=C): x: int = 1", "try:\n a\nexcept* B as c: d", "lambda *a, b=1: (yield)", "async def f():\n async for x in y: await z", "import a.b as c", "x[1:2, ...] += 1", "del x, y", "type X[T] = int", "with a as b, c: d"]))
    nodes = list(ast.walk(body))
    for _ in range(random.choice([1, 1, 2, 4])):
        node = random.choice(nodes)
        if node._fields:
            field = random.choice(node._fields)
            donor = random.choice(nodes)
            new = random.choice([None, [], [None], 1, "x", "é\0", b"", -1, 2**70, 1.5, ..., [donor], donor, ast.Load(), [ast.Name("a", ast.Load())], ast.Constant(value()), "None"])
            setattr(node, field, new)
            print(type(node).__name__, field, "=", show(new), flush=True)
    compile(body, "tree", "exec")


def structs():
    text = "".join(random.choice(list("@=<>!xcbB?hHiIlLqQnNefdspP 0123456789") + ["99999999999", "2147483648", "é"]) for _ in range(random.randrange(8)))
    print("struct", ascii(text), flush=True)
    if struct.calcsize(text) < 1_000_000:
        random.choice([lambda: struct.unpack(text, random.randbytes(struct.calcsize(text))), lambda: struct.pack(text, *[value(2) for _ in range(5)]), lambda: struct.unpack_from(text, bytearray(20), random.choice(INTEGERS)), lambda: struct.pack_into(text, bytearray(9), random.choice(INTEGERS), 1), lambda: list(struct.iter_unpack(text, bytes(40)))])()


def texts():
    text = "".join(random.choice(list("{}[]\",:0123456789.eE+-truefalsn\\ud \n") + ["null", "\\ud83d", "1e999", "NaN", "[" * 40, "é"]) for _ in range(random.randrange(20)))
    data = text.encode("utf-8", "replace")
    print("text", ascii(text), flush=True)
    random.choice(
        [
            lambda: json.loads(text), lambda: list(csv.reader([text], delimiter=random.choice(",;\t:"), quoting=random.choice([0, 1, 2, 3]), strict=random.random() < 0.5)), lambda: ast.literal_eval(text), lambda: int(text, random.choice([0, 2, 16, 36, 37, -1])), lambda: float(text), lambda: complex(text), lambda: float.fromhex(text), lambda: bytes.fromhex(text),
            lambda: binascii.a2b_base64(data, strict_mode=True), lambda: binascii.a2b_uu(data), lambda: binascii.a2b_qp(data), lambda: zlib.decompress(tampered(zlib.compress(data))), lambda: zlib.decompressobj(random.choice([15, -15, 31, 47, 0, 99])).decompress(data, random.choice([0, 1, 10**9])), lambda: base64.b85decode(data), lambda: unicodedata.lookup(text),
            lambda: datetime.datetime.fromisoformat(text), lambda: datetime.datetime.strptime(text, "%Y-%m"), lambda: datetime.datetime(2020, 1, 1).strftime(text), lambda: array(random.choice("bBuhilqfd"), data), lambda: text.splitlines() + text.split(None, random.choice(INTEGERS)), lambda: text.expandtabs(random.choice(INTEGERS[:12])), lambda: text.translate({number: value(2) for number in range(128)}), lambda: io.StringIO(text, random.choice(["", "\n", "\r\n", None])).readlines(random.choice(INTEGERS)), lambda: io.TextIOWrapper(io.BytesIO(data), random.choice(["ascii", "utf-16", "utf-8"]), errors="replace", newline=random.choice(["", "\r", None])).read(random.choice(INTEGERS)),
        ]
    )()


MARKUP = ["<a>", "</a>", "<b/>", "<p:c xmlns:p='u' p:d='1'>", "</p:c>", "<a b='&e;' c=\"x\n y\">", "&e;", "&f;", "&lt;", "&#65;", "&#x10FFFF;", "&#0;", "<![CDATA[", "]]>", "<!--", "-->", "--", "<?pi data?>", "<?xml version='1.0'", " encoding='utf-8'", " encoding='latin-1'", " encoding='cp1252'", " standalone='yes'", "?>", "<!DOCTYPE a", " SYSTEM 's'", " PUBLIC 'p' 's'", " [", "]>", "]", ">", "<!ENTITY e 'text'>", "<!ENTITY f '&e;&e;<b/>'>", "<!ENTITY % p '<!ENTITY g \"%q;\">'>", "%p;", "<!ENTITY % q SYSTEM 'q'>", "<!ENTITY h SYSTEM 'h' NDATA n>", "<!ELEMENT a (b|(c,d)*)+>", "<!ELEMENT b (#PCDATA|c)*>", "<!ATTLIST a b NMTOKENS ' x  y ' c (d|e) #REQUIRED>", "<!NOTATION n PUBLIC 'n'>", "<![INCLUDE[", "<![IGNORE[", "<![%p;[", "é", "\U0001f40d", "\0", "\ufffe", "\r\n", " ", "x", "'", "\"", "=", "%", "&", "<", "/"]
HANDLERS = [name for name in dir(expat.XMLParserType) if name.endswith("Handler")]


def markup():
    text = "".join(random.choice(MARKUP) for _ in range(random.randrange(1, 30)))
    if random.random() < 0.5:
        text = "<!DOCTYPE a [" + text.replace("]>", "") + "]><a>" + "".join(random.choice(MARKUP) for _ in range(9)) + "</a>"
    data = text.encode(random.choice(["utf-8", "utf-8", "utf-16", "utf-16-le", "latin-1"]), "replace")
    return tampered(data) if random.random() < 0.3 else data


def documents():
    data = markup()
    print("document", data, flush=True)
    if random.random() < 0.2:
        return xml.etree.ElementTree.fromstring(data)
    parser = expat.ParserCreate(random.choice([None, None, "utf-8", "latin-1", "cp437"]), random.choice([None, None, "", " ", "}"]))
    parser.SetParamEntityParsing(random.randrange(3))
    parser.UseForeignDTD(random.random() < 0.1)
    parser.SetReparseDeferralEnabled(random.random() < 0.5)
    parser.buffer_text = random.random() < 0.5
    parser.buffer_size = random.choice([1, 5, 1000])
    parser.namespace_prefixes = parser.ordered_attributes = random.random() < 0.5

    def external(context, base, system, public):
        if len(inside) > 5:
            return 1
        inside.append(inside[-1].ExternalEntityParserCreate(context, random.choice([None, "utf-8"])))
        try:
            inside[-1].Parse(markup(), True)
        finally:
            inside.pop()
        return random.choice([1, 1, 0])

    inside = [parser]
    for name in random.sample(HANDLERS, random.randrange(len(HANDLERS))):
        setattr(parser, name, external if name == "ExternalEntityRefHandler" else lambda *arguments: parser.CurrentColumnNumber + 1)
    try:
        while data:
            size = random.choice([1, 2, 7, 1000])
            parser.Parse(data[:size])
            data = data[size:]
        parser.Parse(b"", True)
    finally:
        show((parser.CurrentByteIndex, parser.ErrorLineNumber, parser.GetInputContext()))
        for name in HANDLERS:
            setattr(parser, name, None)


def streams():
    plain = random.choice([b"", b"text " * 50, random.randbytes(300), bytes(5000)])
    filters = [{"id": random.choice([lzma.FILTER_DELTA, lzma.FILTER_X86, lzma.FILTER_ARM]), **random.choice([{}, {"dist": random.randrange(300)}, {"start_offset": random.choice([0, 4, 7])}])} for _ in range(random.randrange(3))] + [{"id": random.choice([lzma.FILTER_LZMA1, lzma.FILTER_LZMA2]), **random.choice([{}, {"lc": random.randrange(9), "lp": random.randrange(9)}, {"dict_size": random.choice([0, 1, 5000]), "nice_len": random.choice([0, 2, 300])}, {"preset": random.choice([0, 3, 17])}, {"mf": random.randrange(30), "mode": random.randrange(4), "depth": random.randrange(3)}])}]
    limit = random.choice([-1, 0, 1, 100, 10**9])
    print("stream", plain[:9], filters, limit, flush=True)
    random.choice(
        [
            lambda: lzma.LZMADecompressor(memlimit=random.choice([None, 0, 10**6, 10**8])).decompress(tampered(lzma.compress(plain, random.choice([1, 2]))), limit), lambda: lzma.decompress(tampered(lzma.compress(plain, lzma.FORMAT_RAW, filters=filters)), lzma.FORMAT_RAW, filters=filters), lambda: lzma.compress(plain, lzma.FORMAT_ALONE, filters=filters[-1:]), lambda: lzma._decode_filter_properties(random.choice([3, 4, 0x21, lzma.FILTER_LZMA1, 99]), random.randbytes(random.randrange(7))), lambda: lzma._encode_filter_properties(filters[0]),
            lambda: zstd.ZstdDecompressor(options={100: random.choice([0, 10, 31])}).decompress(tampered(zstd.compress(plain)), limit), lambda: zstd.compress(plain, options={random.choice(list(zstd.CompressionParameter)): random.choice([0, 1, 2, 9, 20, 99, -5])}), lambda: zstd.ZstdDict(random.choice([plain, tampered(b"\x37\xa4\x30\xec" + plain)]), is_raw=random.random() < 0.5), lambda: zstd.get_frame_info(tampered(zstd.compress(plain)[:20])), lambda: zstd.decompress(tampered(zstd.compress(plain, zstd_dict=zstd.ZstdDict(b"dictionary of text", is_raw=True).as_prefix))), lambda: zstd.train_dict([random.randbytes(random.randrange(20)) for _ in range(random.randrange(30))], random.choice([1, 300, 5000])),
            lambda: bz2.BZ2Decompressor().decompress(tampered(bz2.compress(plain)), limit),
        ]
    )()


def tables():
    source = soup()
    print("table", ascii(source)[:300], len(source), flush=True)
    waiting = [symtable.symtable(source, "soup", random.choice(["exec", "exec", "eval", "single"]))]
    while waiting:
        table = waiting.pop()
        show(table.get_symbols())
        waiting += table.get_children()


KINDS = {"documents": documents, "streams": streams, "tables": tables, "pickle": lambda: unpickle(a_pickle()), "marshal": lambda: marshal.loads(tampered(marshal.dumps(random.choice([*VALUES[:15], CODE]), random.choice([0, 2, 4, 5])))), "match": match, "formats": formats, "compiled": compiled, "decoded": decoded, "tree": tree, "structs": structs, "texts": texts}
NAMES = list(KINDS)
for _ in range(COUNT * 40):
    name = random.choice(NAMES)
    call(name, KINDS[name], ())
print("the end", flush=True)
