# xml.etree, xml.dom, xml.sax, plistlib and xmlrpc, on top of the parser.
import datetime
import io
import plistlib
import xml.dom.minidom
import xml.etree.ElementTree as ET
import xml.sax
import xml.sax.saxutils
import xmlrpc.client

DOCUMENT = """<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE catalog [<!ENTITY shop "A &amp; B"><!ATTLIST book lang CDATA "en">]>
<catalog xmlns="urn:books" xmlns:x="urn:extra">
  <!-- a comment -->
  <book id="b1" x:rating="5">Gr\u00fc\u00dfe &shop; &#8364;<title>One</title> tail</book>
  <book id="b2" lang="de"><![CDATA[<raw> & more]]><x:note/></book>
  <?render now?>
</catalog>"""

root = ET.fromstring(DOCUMENT)
print(root.tag, [child.tag for child in root], root[0].attrib, repr(root[0].text), repr(root[0][0].tail))
print(root.find("{urn:books}book[@id='b2']").text, root.findtext("b:book/b:title", namespaces={"b": "urn:books"}))
print(ET.tostring(root, encoding="unicode"))
print(ET.tostring(ET.fromstring("<a><b>\u20ac</b></a>"), encoding="us-ascii"))
for event, element in ET.iterparse(io.BytesIO(DOCUMENT.encode()), events=("start", "end", "start-ns", "end-ns", "comment", "pi")):
    print(event, getattr(element, "tag", element) if event not in ("comment", "pi") else element.text)
parser = ET.XMLPullParser(("start", "end"))
for piece in ("<roo", "t><a", "/>text</r", "oot>"):
    parser.feed(piece)
    print([(event, element.tag) for event, element in parser.read_events()])
parser.close()
for wrong in ("<a>", "<a>&what;</a>", "<a></b>", "", "<a/><b/>"):
    try:
        ET.fromstring(wrong)
    except ET.ParseError as e:
        print(e, e.code, e.position)
tree = ET.ElementTree(ET.Element("made", {"key": 'a"<&>'}))
ET.SubElement(tree.getroot(), "child").text = "x < y"
ET.indent(tree)
print(ET.tostring(tree.getroot(), encoding="unicode"))
print(ET.canonicalize("<a  c='2' b='1'><!-- x --><b/>&lt;</a>"))

document = xml.dom.minidom.parseString(DOCUMENT.encode())
print(document.doctype.name, document.doctype.internalSubset, [node.nodeName for node in document.documentElement.childNodes])
book = document.getElementsByTagName("book")[0]
print(book.getAttribute("lang"), book.getAttributeNS("urn:extra", "rating"), book.namespaceURI, repr(book.firstChild.data))
print(xml.dom.minidom.parseString("<a><b c='1'>x</b><!--y--></a>").toprettyxml(indent=" "))


class Handler(xml.sax.ContentHandler):
    def startDocument(self):
        print("begin")

    def startElementNS(self, name, qname, attributes):
        print("start", name, sorted(attributes.items(), key=repr), self.where())

    def startElement(self, name, attributes):
        print("start", name, sorted(attributes.items(), key=repr), self.where())

    def where(self):
        return self.locator.getLineNumber(), self.locator.getColumnNumber()

    def setDocumentLocator(self, locator):
        self.locator = locator

    def endElement(self, name):
        print("end", name)

    def characters(self, text):
        if text.strip():
            print("text", repr(text))

    def processingInstruction(self, target, data):
        print("instruction", target, data)

    def endDocument(self):
        print("finish")


xml.sax.parseString(DOCUMENT.encode(), Handler())
reader = xml.sax.make_parser()
reader.setFeature(xml.sax.handler.feature_namespaces, True)
reader.setContentHandler(Handler())
reader.parse(io.BytesIO(b"<p:a xmlns:p='u' p:b='1' c='2'/>"))
try:
    xml.sax.parseString(b"<a>\n<b></a>", Handler())
except xml.sax.SAXParseException as e:
    print(e.getMessage(), e.getLineNumber(), e.getColumnNumber())
out = io.StringIO()
xml.sax.parseString(b"<a b='&quot;'>&lt;&#169;</a>", xml.sax.saxutils.XMLGenerator(out))
print(out.getvalue())

value = {"text": "a < b", "number": 42, "real": 1.5, "yes": True, "data": b"\0\1", "list": [1, {"x": []}], "when": datetime.datetime(2020, 1, 2, 3, 4, 5)}
packed = plistlib.dumps(value)
print(packed[:38], plistlib.loads(packed) == value)
try:
    plistlib.loads(b"<plist><dict><key>a</key></dict></plist>")
except ValueError as e:
    print(e)

call = xmlrpc.client.dumps(([1, "two", 3.0, None, True, {"k": [b"bytes"]}],), "method", allow_none=True)
print(xmlrpc.client.loads(call, use_builtin_types=True))
try:
    xmlrpc.client.loads(xmlrpc.client.dumps(xmlrpc.client.Fault(4, "wrong")))
except xmlrpc.client.Fault as e:
    print(e)
# expect: {urn:books}catalog ['{urn:books}book', '{urn:books}book'] {'id': 'b1', '{urn:extra}rating': '5', 'lang': 'en'} 'Grüße A & B €' ' tail'
# expect: <raw> & more One
# expect: <ns0:catalog xmlns:ns0="urn:books" xmlns:ns1="urn:extra">
# expect:   
# expect:   <ns0:book id="b1" ns1:rating="5" lang="en">Grüße A &amp; B €<ns0:title>One</ns0:title> tail</ns0:book>
# expect:   <ns0:book id="b2" lang="de">&lt;raw&gt; &amp; more<ns1:note /></ns0:book>
# expect:   
# expect: </ns0:catalog>
# expect: b'<a><b>&#8364;</b></a>'
# expect: start-ns ('', 'urn:books')
# expect: start-ns ('x', 'urn:extra')
# expect: start {urn:books}catalog
# expect: comment  a comment 
# expect: start {urn:books}book
# expect: start {urn:books}title
# expect: end {urn:books}title
# expect: end {urn:books}book
# expect: start {urn:books}book
# expect: start {urn:extra}note
# expect: end {urn:extra}note
# expect: end {urn:books}book
# expect: pi render now
# expect: end {urn:books}catalog
# expect: end-ns None
# expect: end-ns None
# expect: []
# expect: [('start', 'root')]
# expect: [('start', 'a'), ('end', 'a')]
# expect: [('end', 'root')]
# expect: no element found: line 1, column 3 3 (1, 3)
# expect: undefined entity: line 1, column 3 11 (1, 3)
# expect: mismatched tag: line 1, column 5 7 (1, 5)
# expect: no element found: line 1, column 0 3 (1, 0)
# expect: junk after document element: line 1, column 4 9 (1, 4)
# expect: <made key="a&quot;&lt;&amp;&gt;">
# expect:   <child>x &lt; y</child>
# expect: </made>
# expect: <a b="1" c="2"><b></b>&lt;</a>
# expect: catalog <!ENTITY shop "A &amp; B"><!ATTLIST book lang CDATA "en"> ['#text', '#comment', '#text', 'book', '#text', 'book', '#text', 'render', '#text']
# expect:  5 urn:books 'Grüße A & B €'
# expect: <?xml version="1.0" ?>
# expect: <a>
# expect:  <b c="1">x</b>
# expect:  <!--y-->
# expect: </a>
# expect:
# expect: begin
# expect: start catalog [('xmlns', 'urn:books'), ('xmlns:x', 'urn:extra')] (3, 0)
# expect: start book [('id', 'b1'), ('lang', 'en'), ('x:rating', '5')] (5, 2)
# expect: text 'Grüße '
# expect: text 'A '
# expect: text '&'
# expect: text ' B'
# expect: text '€'
# expect: start title [] (5, 49)
# expect: text 'One'
# expect: end title
# expect: text ' tail'
# expect: end book
# expect: start book [('id', 'b2'), ('lang', 'de')] (6, 2)
# expect: text '<raw> & more'
# expect: start x:note [] (6, 50)
# expect: end x:note
# expect: end book
# expect: instruction render now
# expect: end catalog
# expect: finish
# expect: begin
# expect: start ('u', 'a') [(('u', 'b'), '1'), ((None, 'c'), '2')] (1, 0)
# expect: finish
# expect: begin
# expect: start a [] (1, 0)
# expect: start b [] (2, 0)
# expect: mismatched tag 2 5
# expect: <?xml version="1.0" encoding="iso-8859-1"?>
# expect: <a b='"'>&lt;©</a>
# expect: b'<?xml version="1.0" encoding="UTF-8"?>' True
# expect: missing value for key 'a' at line 1
# expect: (([1, 'two', 3.0, None, True, {'k': [b'bytes']}],), 'method')
# expect: <Fault 4: 'wrong'>
