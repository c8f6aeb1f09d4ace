# pyexpat: what is not well-formed, where, and why.
from xml.parsers import expat

for document in (
    b"",
    b"   ",
    b"text",
    b"<",
    b"<a",
    b"<a>",
    b"<a><b></a>",
    b"<a></a><b/>",
    b"<a/>text",
    b"<a/>\n\n &",
    b"<a b='1' b='2'/>",
    b"<a b=1/>",
    b"<a b/>",
    b"<a b='<'/>",
    b"<a b='1'c='2'/>",
    b"<1/>",
    b"<a>&undefined;</a>",
    b"<a b='x &undefined;'/>",
    b"<a>&;</a>",
    b"<a>&#0;</a>",
    b"<a>&#xD800;</a>",
    b"<a>&#x;</a>",
    b"<a>&#12345678901234567890;</a>",
    b"<a>]]></a>",
    b"<a>\n\n x ]]></a>",
    b"<a>\x01</a>",
    b"<a>\n  \xff</a>",
    b"<a>\xe2\x82",
    b"<a><![CDATA[ open",
    b"<a><!-- a -- b --></a>",
    b"<a><!-- open",
    b"<a><?xml version='1.0'?></a>",
    b"<a><?XML x?></a>",
    b" <?xml version='1.0'?><a/>",
    b"<?xml version='1.0' encoding='utf-16'?><a/>",
    b"<?xml version='1.0' encoding='nonesuch-9'?><a/>",
    b"<?xml encoding='utf-8'?><a/>",
    b"<?xml version='1.0' standalone='maybe'?><a/>",
    b"<!DOCTYPE a [<!ENTITY e '&e;'>]><a>&e;</a>",
    b"<!DOCTYPE a [<!ENTITY e '&f;'><!ENTITY f '&e;'>]><a b='&e;'/>",
    b"<!DOCTYPE a [<!ENTITY e '<b>'>]><a>&e;</b></a>",
    b"<!DOCTYPE a [<!ENTITY e '</a>'>]><a>&e;",
    b"<!DOCTYPE a [<!ENTITY e SYSTEM 'x'>]><a b='&e;'/>",
    b"<!DOCTYPE a [<!ENTITY e SYSTEM 'x' NDATA n>]><a>&e;</a>",
    b"<!DOCTYPE a [<!ENTITY e '%p;'>]><a/>",
    b"<!DOCTYPE a [<!ENTITY e>]><a/>",
    b"<!DOCTYPE a [<!ELEMENT a (b,c|d)>]><a/>",
    b"<!DOCTYPE a [<!WHAT a>]><a/>",
    b"<!DOCTYPE a PUBLIC '\xc2\xa7' 'x'><a/>",
    b"<!DOCTYPE a><!DOCTYPE a><a/>",
    b"<!DOCTYPE",
    b"<!DOCTYPE a [",
    b"<!ELEMENT a ANY><a/>",
    "<a>\u20ac\u20ac <b></a>".encode("utf-16"),
):
    parser = expat.ParserCreate()
    try:
        print(document, parser.Parse(document, True))
    except expat.ExpatError as e:
        print(document[:44], e, e.code, e.lineno, e.offset, parser.ErrorByteIndex)
        assert parser.ErrorCode == e.code and expat.ErrorString(e.code) == str(e).split(":")[0]
        try:
            parser.Parse(b"", True)
        except expat.ExpatError as again:
            assert again.code == e.code, again
    except LookupError as e:
        print(document, type(e).__name__)

for document in (
    b"<p:a/>",
    b"<a p:b=''/>",
    b"<a xmlns:p=''/>",
    b"<a xmlns:xml='u'/>",
    b"<a xmlns:xmlns='u'/>",
    b"<a xmlns:p='http://www.w3.org/2000/xmlns/'/>",
    b"<a xmlns:p='u' xmlns:q='u' p:x='1' q:x='2'/>",
    b"<a xmlns:p='u'><p:b:c/></a>",
):
    parser = expat.ParserCreate(namespace_separator="}")
    try:
        print(document, parser.Parse(document, True))
    except expat.ExpatError as e:
        print(document, e.code, e)

print(expat.ErrorString(4), expat.ErrorString(1000), expat.errors.XML_ERROR_SYNTAX)
print(expat.errors.codes["no element found"], expat.errors.messages[9])


def attempt(call, *arguments, **options):
    try:
        print(call(*arguments, **options))
    except Exception as e:
        print(type(e).__name__, e)


attempt(expat.ParserCreate, namespace_separator="ab")
attempt(expat.ParserCreate, namespace_separator=3)
attempt(expat.ParserCreate, 3)
attempt(expat.ParserCreate, intern=3)
parser = expat.ParserCreate()
attempt(parser.Parse, None)
attempt(parser.ParseFile, None)
attempt(setattr, parser, "buffer_size", 0)
attempt(setattr, parser, "buffer_size", "x")
attempt(expat.XMLParserType)
parser.Parse(b"<a>")
attempt(parser.UseForeignDTD)
print(parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_ALWAYS))


# What a handler raises comes out, and the document is over.
def refuse(*arguments):
    raise ValueError("refused", arguments)


parser = expat.ParserCreate()
parser.StartElementHandler = refuse
attempt(parser.Parse, b"<a><b/></a>", True)
parser = expat.ParserCreate()
parser.ExternalEntityRefHandler = lambda *arguments: 0
attempt(parser.Parse, b"<!DOCTYPE a [<!ENTITY e SYSTEM 'x'>]><a>&e;</a>", True)
parser.ExternalEntityRefHandler = None
# expect: b'' no element found: line 1, column 0 3 1 0 0
# expect: b'   ' no element found: line 1, column 3 3 1 3 3
# expect: b'text' syntax error: line 1, column 0 2 1 0 0
# expect: b'<' unclosed token: line 1, column 0 5 1 0 0
# expect: b'<a' unclosed token: line 1, column 0 5 1 0 0
# expect: b'<a>' no element found: line 1, column 3 3 1 3 3
# expect: b'<a><b></a>' mismatched tag: line 1, column 8 7 1 8 8
# expect: b'<a></a><b/>' junk after document element: line 1, column 7 9 1 7 7
# expect: b'<a/>text' junk after document element: line 1, column 4 9 1 4 4
# expect: b'<a/>\n\n &' not well-formed (invalid token): line 3, column 1 4 3 1 7
# expect: b"<a b='1' b='2'/>" duplicate attribute: line 1, column 9 8 1 9 9
# expect: b'<a b=1/>' not well-formed (invalid token): line 1, column 5 4 1 5 5
# expect: b'<a b/>' not well-formed (invalid token): line 1, column 4 4 1 4 4
# expect: b"<a b='<'/>" not well-formed (invalid token): line 1, column 6 4 1 6 6
# expect: b"<a b='1'c='2'/>" not well-formed (invalid token): line 1, column 8 4 1 8 8
# expect: b'<1/>' not well-formed (invalid token): line 1, column 1 4 1 1 1
# expect: b'<a>&undefined;</a>' undefined entity: line 1, column 3 11 1 3 3
# expect: b"<a b='x &undefined;'/>" undefined entity: line 1, column 0 11 1 0 0
# expect: b'<a>&;</a>' not well-formed (invalid token): line 1, column 4 4 1 4 4
# expect: b'<a>&#0;</a>' reference to invalid character number: line 1, column 3 14 1 3 3
# expect: b'<a>&#xD800;</a>' reference to invalid character number: line 1, column 3 14 1 3 3
# expect: b'<a>&#x;</a>' not well-formed (invalid token): line 1, column 6 4 1 6 6
# expect: b'<a>&#12345678901234567890;</a>' reference to invalid character number: line 1, column 3 14 1 3 3
# expect: b'<a>]]></a>' not well-formed (invalid token): line 1, column 5 4 1 5 5
# expect: b'<a>\n\n x ]]></a>' not well-formed (invalid token): line 3, column 5 4 3 5 10
# expect: b'<a>\x01</a>' not well-formed (invalid token): line 1, column 3 4 1 3 3
# expect: b'<a>\n  \xff</a>' not well-formed (invalid token): line 2, column 2 4 2 2 6
# expect: b'<a>\xe2\x82' partial character: line 1, column 3 6 1 3 3
# expect: b'<a><![CDATA[ open' unclosed CDATA section: line 1, column 17 20 1 17 17
# expect: b'<a><!-- a -- b --></a>' not well-formed (invalid token): line 1, column 12 4 1 12 12
# expect: b'<a><!-- open' unclosed token: line 1, column 3 5 1 3 3
# expect: b"<a><?xml version='1.0'?></a>" XML or text declaration not at start of entity: line 1, column 3 17 1 3 3
# expect: b'<a><?XML x?></a>' not well-formed (invalid token): line 1, column 8 4 1 8 8
# expect: b" <?xml version='1.0'?><a/>" XML or text declaration not at start of entity: line 1, column 1 17 1 1 1
# expect: b"<?xml version='1.0' encoding='utf-16'?><a/>" encoding specified in XML declaration is incorrect: line 1, column 30 19 1 30 30
# expect: b"<?xml version='1.0' encoding='nonesuch-9'?><a/>" LookupError
# expect: b"<?xml encoding='utf-8'?><a/>" XML declaration not well-formed: line 1, column 6 30 1 6 6
# expect: b"<?xml version='1.0' standalone='maybe'?><a/>" XML declaration not well-formed: line 1, column 32 30 1 32 32
# expect: b"<!DOCTYPE a [<!ENTITY e '&e;'>]><a>&e;</a>" recursive entity reference: line 1, column 35 12 1 35 35
# expect: b"<!DOCTYPE a [<!ENTITY e '&f;'><!ENTITY f '&e" recursive entity reference: line 1, column 49 12 1 49 49
# expect: b"<!DOCTYPE a [<!ENTITY e '<b>'>]><a>&e;</b></" asynchronous entity: line 1, column 35 13 1 35 35
# expect: b"<!DOCTYPE a [<!ENTITY e '</a>'>]><a>&e;" asynchronous entity: line 1, column 36 13 1 36 36
# expect: b"<!DOCTYPE a [<!ENTITY e SYSTEM 'x'>]><a b='&" reference to external entity in attribute: line 1, column 43 16 1 43 43
# expect: b"<!DOCTYPE a [<!ENTITY e SYSTEM 'x' NDATA n>]" reference to binary entity: line 1, column 48 15 1 48 48
# expect: b"<!DOCTYPE a [<!ENTITY e '%p;'>]><a/>" illegal parameter entity reference: line 1, column 25 10 1 25 25
# expect: b'<!DOCTYPE a [<!ENTITY e>]><a/>' syntax error: line 1, column 23 2 1 23 23
# expect: b'<!DOCTYPE a [<!ELEMENT a (b,c|d)>]><a/>' syntax error: line 1, column 29 2 1 29 29
# expect: b'<!DOCTYPE a [<!WHAT a>]><a/>' syntax error: line 1, column 13 2 1 13 13
# expect: b"<!DOCTYPE a PUBLIC '\xc2\xa7' 'x'><a/>" illegal character(s) in public id: line 1, column 20 32 1 20 20
# expect: b'<!DOCTYPE a><!DOCTYPE a><a/>' syntax error: line 1, column 12 2 1 12 12
# expect: b'<!DOCTYPE' unclosed token: line 1, column 0 5 1 0 0
# expect: b'<!DOCTYPE a [' no element found: line 1, column 13 3 1 13 13
# expect: b'<!ELEMENT a ANY><a/>' syntax error: line 1, column 0 2 1 0 0
# expect: b'\xff\xfe<\x00a\x00>\x00\xac \xac  \x00<\x00b\x00>\x00<\x00/\x00a\x00>\x00' mismatched tag: line 1, column 12 7 1 12 24
# expect: b'<p:a/>' 27 unbound prefix: line 1, column 0
# expect: b"<a p:b=''/>" 27 unbound prefix: line 1, column 0
# expect: b"<a xmlns:p=''/>" 28 must not undeclare prefix: line 1, column 0
# expect: b"<a xmlns:xml='u'/>" 38 reserved prefix (xml) must not be undeclared or bound to another namespace name: line 1, column 0
# expect: b"<a xmlns:xmlns='u'/>" 39 reserved prefix (xmlns) must not be declared or undeclared: line 1, column 0
# expect: b"<a xmlns:p='http://www.w3.org/2000/xmlns/'/>" 40 prefix must not be bound to one of the reserved namespace names: line 1, column 0
# expect: b"<a xmlns:p='u' xmlns:q='u' p:x='1' q:x='2'/>" 8 duplicate attribute: line 1, column 0
# expect: b"<a xmlns:p='u'><p:b:c/></a>" 4 not well-formed (invalid token): line 1, column 19
# expect: not well-formed (invalid token) None syntax error
# expect: 3 junk after document element
# expect: ValueError namespace_separator must be at most one character, omitted, or None
# expect: TypeError ParserCreate() argument 'namespace_separator' must be str or None, not int
# expect: TypeError ParserCreate() argument 'encoding' must be str or None, not int
# expect: TypeError intern must be a dictionary
# expect: TypeError a bytes-like object is required, not 'NoneType'
# expect: TypeError argument must have 'read' attribute
# expect: ValueError buffer_size must be greater than zero
# expect: TypeError buffer_size must be an integer
# expect: TypeError cannot create 'pyexpat.xmlparser' instances
# expect: ExpatError cannot change setting once parsing has begun: line 1, column 3
# expect: 0
# expect: ValueError ('refused', ('a', {}))
# expect: ExpatError error in processing external entity reference: line 1, column 40
