# pyexpat: every handler, in the order of the document.
from xml.parsers import expat

DOCUMENT = b"""<?xml version="1.0" encoding="utf-8" standalone="no"?>
<!-- before -->
<?target some data ?>
<!DOCTYPE root PUBLIC "-//a  b//" "sys.dtd" [
  <!ELEMENT root (head?, (part | note)+, tail*)>
  <!ELEMENT part (#PCDATA | b | i)*>
  <!ELEMENT note EMPTY>
  <!ELEMENT any ANY>
  <!ATTLIST part kind (one|two) "one" id ID #IMPLIED must CDATA #REQUIRED fix NMTOKEN #FIXED " x  y ">
  <!ENTITY inner "text &amp; <b>bold</b> &#65;">
  <!ENTITY outer SYSTEM "outer.txt">
  <!ENTITY % parameter "value">
  <!ENTITY picture PUBLIC "pub" "picture.gif" NDATA gif>
  <!NOTATION gif SYSTEM "viewer">
  <!NOTATION plain PUBLIC "only public">
]>
<root a='1' b = "two&lt;&#x20AC;
three">
 <part must="m" id="  i7 ">&inner;&#66;</part>
 <![CDATA[ <raw> & ]] > ]]>
 &outer;<note/>
</root>
<!-- after -->
"""

HANDLERS = [name for name in dir(expat.XMLParserType) if name.endswith("Handler") and name != "DefaultHandler"]


def show(name):
    def handler(*arguments):
        print(f"{parser.CurrentLineNumber}:{parser.CurrentColumnNumber} {name}{arguments}")
        return 1

    return handler


for without in ((), ("DefaultHandlerExpand",), ("StartElementHandler", "CommentHandler", "EntityDeclHandler")):
    parser = expat.ParserCreate()
    parser.SetBase("base")
    for name in HANDLERS:
        if name not in without:
            setattr(parser, name, show(name.removesuffix("Handler")))
    parser.ordered_attributes = bool(without)
    parser.buffer_text = not without
    if len(without) == 3:
        # How much of a declaration comes at once is not promised, but all of it comes.
        found = []
        parser.DefaultHandlerExpand = found.append
        for name in HANDLERS:
            if name != "DefaultHandlerExpand":
                setattr(parser, name, None)
        parser.Parse(DOCUMENT, True)
        print("".join(found))
        continue
    if without:
        print(parser.Parse(DOCUMENT, True), parser.CurrentByteIndex == len(DOCUMENT), parser.ErrorCode)
    else:
        parser.DefaultHandlerExpand = None
        for place in range(len(DOCUMENT)):
            parser.Parse(DOCUMENT[place : place + 1])
        print(parser.Parse(b"", 1), parser.buffer_used)
# expect: 1:0 XmlDecl('1.0', 'utf-8', 0)
# expect: 2:0 Comment(' before ',)
# expect: 3:0 ProcessingInstruction('target', 'some data ')
# expect: 4:34 NotStandalone()
# expect: 4:44 StartDoctypeDecl('root', 'sys.dtd', '-//a b//', 1)
# expect: 5:46 ElementDecl('root', (6, 0, None, ((4, 1, 'head', ()), (5, 3, None, ((4, 0, 'part', ()), (4, 0, 'note', ()))), (4, 2, 'tail', ()))))
# expect: 6:33 ElementDecl('part', (3, 2, None, ((4, 0, 'b', ()), (4, 0, 'i', ()))))
# expect: 7:17 ElementDecl('note', (1, 0, None, ()))
# expect: 8:16 ElementDecl('any', (2, 0, None, ()))
# expect: 9:32 AttlistDecl('part', 'kind', '(one|two)', 'one', 0)
# expect: 9:44 AttlistDecl('part', 'id', 'ID', None, 0)
# expect: 9:64 AttlistDecl('part', 'must', 'CDATA', None, 1)
# expect: 9:93 AttlistDecl('part', 'fix', 'NMTOKEN', 'x y', 1)
# expect: 10:17 EntityDecl('inner', 0, 'text &amp; <b>bold</b> A', 'base', None, None, None)
# expect: 11:35 EntityDecl('outer', 0, None, 'base', 'outer.txt', None, None)
# expect: 12:23 EntityDecl('parameter', 1, 'value', 'base', None, None, None)
# expect: 13:52 UnparsedEntityDecl('picture', 'base', 'picture.gif', 'pub', 'gif')
# expect: 14:24 NotationDecl('gif', 'base', 'viewer', None)
# expect: 15:39 NotationDecl('plain', 'base', None, 'only public')
# expect: 16:1 EndDoctypeDecl()
# expect: 17:0 StartElement('root', {'a': '1', 'b': 'two<€ three'})
# expect: 19:1 CharacterData('\n ',)
# expect: 19:1 StartElement('part', {'must': 'm', 'id': 'i7', 'kind': 'one', 'fix': 'x y'})
# expect: 19:27 CharacterData('text & ',)
# expect: 19:27 StartElement('b', {})
# expect: 19:27 CharacterData('bold',)
# expect: 19:27 EndElement('b',)
# expect: 19:39 CharacterData(' AB',)
# expect: 19:39 EndElement('part',)
# expect: 20:0 CharacterData('\n',)
# expect: 20:1 CharacterData(' ',)
# expect: 20:1 StartCdataSection()
# expect: 20:17 CharacterData(' <raw> ',)
# expect: 20:18 CharacterData('&',)
# expect: 20:19 CharacterData(' ',)
# expect: 20:23 CharacterData(']] >',)
# expect: 20:24 CharacterData(' ',)
# expect: 20:24 EndCdataSection()
# expect: 21:0 CharacterData('\n',)
# expect: 21:1 CharacterData(' ',)
# expect: 21:1 ExternalEntityRef('outer', 'base', 'outer.txt', None)
# expect: 21:8 StartElement('note', {})
# expect: 21:15 EndElement('note',)
# expect: 22:0 CharacterData('\n',)
# expect: 22:0 EndElement('root',)
# expect: 23:0 Comment(' after ',)
# expect: 1 0
# expect: 1:0 XmlDecl('1.0', 'utf-8', 0)
# expect: 2:0 Comment(' before ',)
# expect: 3:0 ProcessingInstruction('target', 'some data ')
# expect: 4:34 NotStandalone()
# expect: 4:44 StartDoctypeDecl('root', 'sys.dtd', '-//a b//', 1)
# expect: 5:46 ElementDecl('root', (6, 0, None, ((4, 1, 'head', ()), (5, 3, None, ((4, 0, 'part', ()), (4, 0, 'note', ()))), (4, 2, 'tail', ()))))
# expect: 6:33 ElementDecl('part', (3, 2, None, ((4, 0, 'b', ()), (4, 0, 'i', ()))))
# expect: 7:17 ElementDecl('note', (1, 0, None, ()))
# expect: 8:16 ElementDecl('any', (2, 0, None, ()))
# expect: 9:32 AttlistDecl('part', 'kind', '(one|two)', 'one', 0)
# expect: 9:44 AttlistDecl('part', 'id', 'ID', None, 0)
# expect: 9:64 AttlistDecl('part', 'must', 'CDATA', None, 1)
# expect: 9:93 AttlistDecl('part', 'fix', 'NMTOKEN', 'x y', 1)
# expect: 10:17 EntityDecl('inner', 0, 'text &amp; <b>bold</b> A', 'base', None, None, None)
# expect: 11:35 EntityDecl('outer', 0, None, 'base', 'outer.txt', None, None)
# expect: 12:23 EntityDecl('parameter', 1, 'value', 'base', None, None, None)
# expect: 13:52 UnparsedEntityDecl('picture', 'base', 'picture.gif', 'pub', 'gif')
# expect: 14:24 NotationDecl('gif', 'base', 'viewer', None)
# expect: 15:39 NotationDecl('plain', 'base', None, 'only public')
# expect: 16:1 EndDoctypeDecl()
# expect: 17:0 StartElement('root', ['a', '1', 'b', 'two<€ three'])
# expect: 18:7 CharacterData('\n',)
# expect: 19:0 CharacterData(' ',)
# expect: 19:1 StartElement('part', ['must', 'm', 'id', 'i7', 'kind', 'one', 'fix', 'x y'])
# expect: 19:27 CharacterData('text ',)
# expect: 19:27 CharacterData('&',)
# expect: 19:27 CharacterData(' ',)
# expect: 19:27 StartElement('b', [])
# expect: 19:27 CharacterData('bold',)
# expect: 19:27 EndElement('b',)
# expect: 19:27 CharacterData(' A',)
# expect: 19:34 CharacterData('B',)
# expect: 19:39 EndElement('part',)
# expect: 19:46 CharacterData('\n',)
# expect: 20:0 CharacterData(' ',)
# expect: 20:1 StartCdataSection()
# expect: 20:10 CharacterData(' <raw> & ',)
# expect: 20:19 CharacterData(']',)
# expect: 20:20 CharacterData('] > ',)
# expect: 20:24 EndCdataSection()
# expect: 20:27 CharacterData('\n',)
# expect: 21:0 CharacterData(' ',)
# expect: 21:1 ExternalEntityRef('outer', 'base', 'outer.txt', None)
# expect: 21:8 StartElement('note', [])
# expect: 21:15 EndElement('note',)
# expect: 21:15 CharacterData('\n',)
# expect: 22:0 EndElement('root',)
# expect: 23:0 Comment(' after ',)
# expect: 1 True 0
# expect: <?xml version="1.0" encoding="utf-8" standalone="no"?>
# expect: <!-- before -->
# expect: <?target some data ?>
# expect: <!DOCTYPE root PUBLIC "-//a  b//" "sys.dtd" [
# expect:   <!ELEMENT root (head?, (part | note)+, tail*)>
# expect:   <!ELEMENT part (#PCDATA | b | i)*>
# expect:   <!ELEMENT note EMPTY>
# expect:   <!ELEMENT any ANY>
# expect:   <!ATTLIST part kind (one|two) "one" id ID #IMPLIED must CDATA #REQUIRED fix NMTOKEN #FIXED " x  y ">
# expect:   <!ENTITY inner "text &amp; <b>bold</b> &#65;">
# expect:   <!ENTITY outer SYSTEM "outer.txt">
# expect:   <!ENTITY % parameter "value">
# expect:   <!ENTITY picture PUBLIC "pub" "picture.gif" NDATA gif>
# expect:   <!NOTATION gif SYSTEM "viewer">
# expect:   <!NOTATION plain PUBLIC "only public">
# expect: ]>
# expect: <root a='1' b = "two&lt;&#x20AC;
# expect: three">
# expect:  <part must="m" id="  i7 ">text &amp; <b>bold</b> A&#66;</part>
# expect:  <![CDATA[ <raw> & ]] > ]]>
# expect:  &outer;<note/>
# expect: </root>
# expect: <!-- after -->
# expect:
