# `StringIO.write(s)` and `read(n)`: whole pieces, none lost, none doubled.
import io
from _hammer import hammer

stream = io.StringIO()


def write(me):
    for n in range(1000):
        stream.write(f"<{me}:{n:03}>")


hammer(*[write] * 4)
text = stream.getvalue()
pieces = [text[at : at + 7] for at in range(0, len(text), 7)]
print(len(pieces), sorted(pieces) == sorted(f"<{me}:{n:03}>" for me in range(4) for n in range(1000)))  # expect: 4000 True
stream.seek(0)
parts = [[] for _ in range(4)]


def read(me):
    while part := stream.read(7):
        parts[me].append(part)


hammer(*[read] * 4)
print(sorted(sum(parts, [])) == sorted(pieces))  # expect: True
