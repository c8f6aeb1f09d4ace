# A parser cannot be used by its own handlers.
# cpython: 3.13 reads into the document that it is reading, and gives up
from xml.parsers import expat

inner = []


def again(name, attributes):
    try:
        parser.Parse("<b/>")
    except RuntimeError as e:
        inner.append(str(e))


parser = expat.ParserCreate()
parser.StartElementHandler = again
print(parser.Parse("<a/>", True), inner)  # expect: 1 ['reentrant call inside a stream']
parser.StartElementHandler = None
