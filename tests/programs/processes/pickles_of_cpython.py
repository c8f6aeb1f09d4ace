# Pickles are CPython's byte for byte, in every protocol: what one makes the other reads.
import collections
import decimal
import pickle
import zlib


class Point:
    def __init__(self, x, y):
        self.x, self.y = x, y

    def __eq__(self, other):
        return (self.x, self.y) == (other.x, other.y)


DATA = {
    "scalars": [None, True, False, 0, 255, 256, 65535, -1, 2**31, -(2**31), 2**63, -(10**30), 1.5, -0.0, 1e300],
    "text": ["", "plain", "é€𝄞", "x" * 300, b"", b"\x00\xff", bytearray(b"abc")],
    "containers": [(), (1,), (1, 2), (1, 2, 3), (1, 2, 3, 4), [], {}, set(), {5}, frozenset([6]), {"k": [1, {"n": 2}]}],
    "objects": [Point(1, [2]), collections.OrderedDict(a=1), decimal.Decimal("1.25"), collections.Counter("aab")],
    "names": [len, collections.deque, Point],
}

for protocol in range(6):
    sums = []
    for value in DATA.values():
        pickled = pickle.dumps(value, protocol)
        assert pickle.loads(pickled) == value
        sums.append(f"{len(pickled)}:{zlib.crc32(pickled):08x}")
    print(protocol, *sums)

big = [bytes([n % 256]) * 70_000 for n in range(3)] + ["y" * 100_000]
pickled = pickle.dumps(big, 5)
print(len(pickled), f"{zlib.crc32(pickled):08x}", pickle.loads(pickled) == big)
shared = [1]
pair = pickle.loads(pickle.dumps([shared, shared, (shared,)]))
print(pair[0] is pair[1] is pair[2][0])
# expect: 0 156:d80ef199 500:e184beb0 228:fcbfefd7 272:f687e5e0 70:d7ba173c
# expect: 1 132:3feb27f4 474:91aa3ebc 164:2a269714 239:78689e48 64:29976845
# expect: 2 91:e3f5015f 473:6c6518ad 160:a7e63d86 186:6f7c9cca 66:dab44768
# expect: 3 91:00f23620 395:def60128 154:8f10f3c7 186:f25b0fe9 63:4d93ad3c
# expect: 4 99:0b2f5233 388:e3279300 85:ab5e3eb1 165:77a3dd9e 80:60ae5ce2
# expect: 5 99:61eac764 366:c565311d 85:f15d9e7e 165:6e36bd45 80:2b572bb3
# expect: 310031 06bd2795 True
# expect: True
