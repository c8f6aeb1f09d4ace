# pyexpat: entities outside the document, namespaces, encodings, and text that comes in pieces.
from xml.parsers import expat


def parse(document, files={}, **options):
    parser = expat.ParserCreate(namespace_separator=options.pop("separator", None))
    parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_ALWAYS)
    found = []

    def external(context, base, system, public):
        found.append(("external", context and context.split("\f")[-1], base, system, public))
        if system not in files:
            return 1
        inner = stack[-1].ExternalEntityParserCreate(context)
        stack.append(inner)
        inner.Parse(files[system], True)
        stack.pop()
        return 1

    stack = [parser]
    parser.ExternalEntityRefHandler = external
    parser.buffer_text = True
    for name in ("StartElement", "EndElement", "CharacterData", "StartNamespaceDecl", "EndNamespaceDecl", "SkippedEntity"):
        setattr(parser, name + "Handler", lambda *arguments, name=name: found.append((name, *arguments)))
    for name, value in options.items():
        setattr(parser, name, value)
    parser.Parse(document, True)
    for entry in found:
        print("   ", *entry)


print("an entity with markup")
parse(
    b"<!DOCTYPE a [<!ENTITY e SYSTEM 'e.xml'>]><a>1&e;2</a>",
    {"e.xml": b"<?xml version='1.0' encoding='iso-8859-1'?>\xe4<b/>\xf6"},
)
print("declarations outside")
parse(
    b"<!DOCTYPE a SYSTEM 'a.dtd' [<!ENTITY first 'inside'>]><a>&first;&second;&third;</a>",
    {
        "a.dtd": b"""<!ENTITY first 'outside'><!ENTITY % p 'of a parameter'>
        <!ENTITY second 'text %p;'><![INCLUDE[<!ENTITY third '3'>]]><![IGNORE[<!ENTITY x ''> <![ x ]]> ]]>
        <!ENTITY % attributes "b CDATA 'default'"><!ATTLIST a %attributes;>"""
    },
)
print("declarations in parameter entities")
parse(b"""<!DOCTYPE a [<!ENTITY % p "<!ENTITY e 'replaced'>">%p;]><a>&e;</a>""")
print("an entity that may be declared where nobody looked")
parse(b"<!DOCTYPE a SYSTEM 'nowhere'><a>&what;</a>")

print("namespaces")
document = b"<a xmlns='u' xmlns:p='v' p:x='1' y='2'><p:b/><c xmlns=''/></a>"
parse(document, separator=" ")
parse(document, separator=" ", namespace_prefixes=True)
parse(document, separator="")
parse(document)

print("encodings")
text = "<?xml version='1.0' encoding='%s'?><a b='\u20ac'>\u00e4\u20ac\U0001f40d</a>"
for encoding in ("utf-8", "utf-16"):
    parse((text % encoding).encode(encoding))
parse(("\ufeff<a>\u20ac</a>").encode("utf-8"))
parse("<a>\u20ac</a>".encode("utf-16-le"))
for encoding in ("iso-8859-1", "iso-8859-15", "cp1252", "koi8-r"):
    parse(f"<?xml version='1.0' encoding='{encoding}'?><a>".encode() + b"\xa4\xe4</a>")
parser = expat.ParserCreate("iso-8859-1")
parser.CharacterDataHandler = print
parser.Parse(b"<?xml version='1.0' encoding='utf-8'?><a>\xe4</a>", True)
parser.CharacterDataHandler = None
parser = expat.ParserCreate()
parser.CharacterDataHandler = print
parser.Parse("<?xml version='1.0' encoding='iso-8859-1'?><a>\u20ac</a>", True)
parser.CharacterDataHandler = None
for encoding in ("utf-7", "shift_jis_x"):
    try:
        parse(f"<?xml version='1.0' encoding='{encoding}'?><a/>".encode())
    except (ValueError, LookupError) as e:
        print(type(e).__name__)

print("pieces")
parser = expat.ParserCreate()
pieces = []
parser.CharacterDataHandler = pieces.append
parser.Parse(b"<a>one\r\ntwo\rthree &lt; four]")
parser.Parse(b"] five\r")
parser.Parse(b"\nsix</a>", True)
print(pieces)
parser = expat.ParserCreate()
pieces = []
parser.CharacterDataHandler = pieces.append
parser.StartElementHandler = lambda *tag: pieces.append(tag)
parser.buffer_text, parser.buffer_size = True, 8
parser.Parse(b"<a>12345<b/>678&amp;9\n0<!-- -->abcdefghijklmno", False)
print(pieces, parser.buffer_used)
parser.Parse(b"p</a>", True)
print(pieces, parser.buffer_used)

print("a token in many pieces is not read again for each")
parser = expat.ParserCreate()
print(parser.GetReparseDeferralEnabled())
lengths = []
parser.StartElementHandler = lambda name, attributes: lengths.append(len(attributes["b"]))
parser.Parse(b"<a b='")
for _ in range(2000):
    parser.Parse(b"x" * 100)
parser.Parse(b"'/>", True)
print(lengths)
parser = expat.ParserCreate()
parser.SetReparseDeferralEnabled(False)
parser.StartElementHandler = lambda name, attributes: lengths.append(attributes)
parser.Parse(b"<a b='")
parser.Parse(b"'>")
print(parser.GetReparseDeferralEnabled(), lengths)

print("entities that would be too long")
levels = "".join(f"<!ENTITY e{level} '{f'&e{level - 1};' * 10}'>" for level in range(1, 10))
bomb = f"<!DOCTYPE a [<!ENTITY e0 '{'x' * 2000}'>{levels}]>"
for body in ("<a>&e9;</a>", "<a b='&e9;'/>"):
    parser = expat.ParserCreate()
    try:
        parser.Parse(bomb + body, True)
    except expat.ExpatError as e:
        print(e.code, str(e).split(":")[0])

print("declarations and defaults that would nest or grow without end")
for document in (
    "<!DOCTYPE a [<!ELEMENT a " + "(" * 10000 + "b" + ")" * 10000 + ">]><a/>",
    "<!DOCTYPE a [" + "".join(f"<!ENTITY e{n} '&e{n + 1};'>" for n in range(3000)) + "<!ENTITY e3000 'end'>]><a b='&e0;'>&e0;</a>",
    "<a>" * 10000 + "</a>" * 10000,
):
    parser = expat.ParserCreate()
    parser.ElementDeclHandler = lambda *arguments: 1
    try:
        print(parser.Parse(document, True))
    except (expat.ExpatError, RecursionError, MemoryError) as e:
        print(type(e).__name__)

parser = expat.ParserCreate()
interned = []
parser.StartElementHandler = lambda name, attributes: interned.append(name)
parser.Parse("<word><word/></word>", True)
print(interned[0] is interned[1], list(parser.intern))
# expect: an entity with markup
# expect:     StartElement a {}
# expect:     CharacterData 1
# expect:     external e None e.xml None
# expect:     CharacterData ä
# expect:     StartElement b {}
# expect:     EndElement b
# expect:     CharacterData ö
# expect:     CharacterData 2
# expect:     EndElement a
# expect: declarations outside
# expect:     external None None a.dtd None
# expect:     StartElement a {'b': 'default'}
# expect:     CharacterData insidetext of a parameter3
# expect:     EndElement a
# expect: declarations in parameter entities
# expect:     StartElement a {}
# expect:     CharacterData replaced
# expect:     EndElement a
# expect: an entity that may be declared where nobody looked
# expect:     external None None nowhere None
# expect:     StartElement a {}
# expect:     SkippedEntity what 0
# expect:     EndElement a
# expect: namespaces
# expect:     StartNamespaceDecl None u
# expect:     StartNamespaceDecl p v
# expect:     StartElement u a {'v x': '1', 'y': '2'}
# expect:     StartElement v b {}
# expect:     EndElement v b
# expect:     StartNamespaceDecl None None
# expect:     StartElement c {}
# expect:     EndElement c
# expect:     EndNamespaceDecl None
# expect:     EndElement u a
# expect:     EndNamespaceDecl p
# expect:     EndNamespaceDecl None
# expect:     StartNamespaceDecl None u
# expect:     StartNamespaceDecl p v
# expect:     StartElement u a {'v x p': '1', 'y': '2'}
# expect:     StartElement v b p {}
# expect:     EndElement v b p
# expect:     StartNamespaceDecl None None
# expect:     StartElement c {}
# expect:     EndElement c
# expect:     EndNamespaceDecl None
# expect:     EndElement u a
# expect:     EndNamespaceDecl p
# expect:     EndNamespaceDecl None
# expect:     StartNamespaceDecl None u
# expect:     StartNamespaceDecl p v
# expect:     StartElement ua {'vx': '1', 'y': '2'}
# expect:     StartElement vb {}
# expect:     EndElement vb
# expect:     StartNamespaceDecl None None
# expect:     StartElement c {}
# expect:     EndElement c
# expect:     EndNamespaceDecl None
# expect:     EndElement ua
# expect:     EndNamespaceDecl p
# expect:     EndNamespaceDecl None
# expect:     StartElement a {'xmlns': 'u', 'xmlns:p': 'v', 'p:x': '1', 'y': '2'}
# expect:     StartElement p:b {}
# expect:     EndElement p:b
# expect:     StartElement c {'xmlns': ''}
# expect:     EndElement c
# expect:     EndElement a
# expect: encodings
# expect:     StartElement a {'b': '€'}
# expect:     CharacterData ä€🐍
# expect:     EndElement a
# expect:     StartElement a {'b': '€'}
# expect:     CharacterData ä€🐍
# expect:     EndElement a
# expect:     StartElement a {}
# expect:     CharacterData €
# expect:     EndElement a
# expect:     StartElement a {}
# expect:     CharacterData €
# expect:     EndElement a
# expect:     StartElement a {}
# expect:     CharacterData ¤ä
# expect:     EndElement a
# expect:     StartElement a {}
# expect:     CharacterData €ä
# expect:     EndElement a
# expect:     StartElement a {}
# expect:     CharacterData ¤ä
# expect:     EndElement a
# expect:     StartElement a {}
# expect:     CharacterData ╓Д
# expect:     EndElement a
# expect: ä
# expect: €
# expect: ValueError
# expect: LookupError
# expect: pieces
# expect: ['one', '\n', 'two', '\n', 'three ', '<', ' four', ']] five', '\n', 'six']
# expect: [('a', {}), '12345', ('b', {}), '678&9\n0', 'abcdefghijklmno'] 0
# expect: [('a', {}), '12345', ('b', {}), '678&9\n0', 'abcdefghijklmno', 'p'] 0
# expect: a token in many pieces is not read again for each
# expect: True
# expect: [200000]
# expect: False [200000, {'b': ''}]
# expect: entities that would be too long
# expect: 43 limit on input amplification factor (from DTD and entities) breached
# expect: 43 limit on input amplification factor (from DTD and entities) breached
# expect: declarations and defaults that would nest or grow without end
# expect: 1
# expect: 1
# expect: 1
# expect: True ['word']
