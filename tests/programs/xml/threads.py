# Parsers in several threads, and one parser that several threads use.
import threading
import xml.etree.ElementTree as ET
from xml.parsers import expat

document = "<root>" + "".join(f"<item id='{n}'>text {n} &amp; more</item>" for n in range(300)) + "</root>"
results = []


def parse():
    for _ in range(3):
        root = ET.fromstring(document)
        results.append((len(root), root[299].attrib["id"], root[7].text))


threads = [threading.Thread(target=parse) for _ in range(4)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(len(results), set(results))  # expect: 12 {(300, '299', 'text 7 & more')}

# Pieces come whole, one at a time.
parser = expat.ParserCreate()
names = []
parser.StartElementHandler = lambda name, attributes: names.append(name)
parser.Parse("<root>")


def feed():
    for number in range(200):
        parser.Parse(f"<item number='{number}'></item>")


threads = [threading.Thread(target=feed) for _ in range(4)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(parser.Parse("</root>", True), len(names))  # expect: 1 801
parser.StartElementHandler = None
