# Every choice in a pickle is the one CPython makes: short and long forms, batches of a thousand, frames, what is
# remembered and how it is found again.
import collections
import io
import pickle
import zlib


class Plain:
    def __init__(self, **attributes):
        self.__dict__.update(attributes)


class Slots:
    __slots__ = ("a", "b")


class Arguments:
    def __new__(cls, *values, key=None):
        self = super().__new__(cls)
        self.values, self.key = values, key
        return self

    def __getnewargs_ex__(self):
        return self.values, {"key": self.key}


class Items(list):
    pass


class Entries(dict):
    pass


class Setter:
    def __reduce__(self):
        return Setter, (), {"a": 1}, iter([]), iter([]), setter


def setter(target, state):
    target.__dict__.update(state)


class Outer:
    class Inner:
        pass

    def method(self):
        pass


slots = Slots()
slots.a = [1]
circle = []
circle.append(circle)
knot = ([],)
knot[0].append(knot)
long_knot = ([], 1, 2, 3)
long_knot[0].append(long_knot)
itself = Plain(x=1)
itself.itself = itself
items = Items(range(1001))
items.own = items

DOTTED = [Outer.Inner, Outer.method]
CASES = {
    "ints": [0, 255, 256, 65535, 65536, -1, -128, 2**31 - 1, 2**31, -(2**31), -(2**31) - 1, 2**63, -(2**63), 2**2032, -(2**2040)],
    "floats": [0.0, -0.0, 1 / 3, 1e300, float("inf")],
    "texts": ["", "a", "é", "𝄞", "\ud800", "a\\b\nc\rd\0e\x1a", "x" * 255, "x" * 256, "x" * 70000],
    "bytes": [b"", bytes(range(256)), b"y" * 255, b"y" * 70000, bytearray(), bytearray(b"abc"), bytearray(b"z" * 70000)],
    "tuples": [(), (1,), (1, 2), (1, 2, 3), (1, 2, 3, 4)],
    "lists": [[0] * count for count in (0, 1, 2, 999, 1000, 1001, 2000, 2001)],
    "dicts": [dict.fromkeys(range(count)) for count in (0, 1, 2, 999, 1000, 1001, 2000)],
    "sets": [set(), {1}, frozenset(), frozenset([1]), set(range(1000))],
    "circles": [circle, knot, long_knot, itself],
    "shared": [[1]] * 3 + [("word", "word", {"word": "word"})],
    "objects": [Plain(), Plain(a=1, b=Plain(c=2)), slots, Arguments(1, key=2), Setter(), collections.Counter("aab"), ValueError("x")],
    "subclasses": [items, Entries({n: n for n in range(1001)})],
    "names": [Plain, Outer.Inner, Outer.method, len, type(None), type(...), type(NotImplemented), ..., NotImplemented],
    "many": [[str(number) * 2 for number in range(40_000)]],
    "large": [[b"s" * 65536, "t" * 65535, "u" * 65536, b"v" * 65535]],
}


class Pieces:
    def __init__(self):
        self.pieces = []

    def write(self, piece):
        self.pieces.append(bytes(piece))


for name, values in CASES.items():
    sums = []
    for protocol in range(6):
        total = 0
        for value in values:
            # Slots need protocol 2; names with dots are written otherwise since 3.14, before protocol 4.
            if value is slots and protocol < 2 or any(value is name for name in DOTTED) and protocol < 4:
                continue
            data = pickle.dumps(value, protocol)
            file = Pieces()
            pickle.dump(value, file, protocol)
            assert b"".join(file.pieces) == data
            again = io.BytesIO()
            pickle.Pickler(again, protocol).dump(value)
            assert again.getvalue() == data
            total = zlib.crc32(data + bytes([len(file.pieces)]), total)
        sums.append(f"{total:08x}")
    print(name, *sums)
# expect: ints dd62fed6 fd6dbd57 753ef58e d6d6e52a 9e944929 e5580eee
# expect: floats bd9b6b79 291458a8 9a2316f3 6c8ee976 7a21e54a 4a838fc3
# expect: texts 6e782061 262cf943 2331ca2b 4da04366 56d6131a 48fbb741
# expect: bytes c3375dea 6c657790 ef101e76 e2bfc49f 18ad9114 604c41a4
# expect: tuples e96a0a3c 60450426 fd6159b4 48cf2875 7f5bf56d 89150993
# expect: lists 93557d6a 85aa1429 3495fdfb 94f82576 62f6ebc5 53bf8f99
# expect: dicts 46fcd68e 76ab9e2f 3a3a148f c7d37ce0 f59ed800 7ceefb7d
# expect: sets 4faa62e6 d70a1933 f698b5c8 e560908e ec2b44bc e3151288
# expect: circles dc11b216 e3dae6e0 e22c42e4 e21db52b 1efd5d82 3f6fc7d6
# expect: shared 74aa3abe 1b14dab5 ebffe064 7450353b 04f48523 16cf8727
# expect: objects 1573459e 8b5f0f01 37bb9630 35aca5c1 731ba65c 451487e2
# expect: subclasses 2fe5d171 558ad45d 5e713b0e 593b0816 40e1f662 dbace0c7
# expect: names 2de8fe82 e0d008a3 4859e833 4cfe3d24 f7fe8464 d0b9e653
# expect: many 380c798e 905c500e d5eed79d d8cc92f8 fd85b6b5 ff6809bc
# expect: large 0349e184 1d7a84b3 289a4a92 58370116 e63af503 9f2aee29
