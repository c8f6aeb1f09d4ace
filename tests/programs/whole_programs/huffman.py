# Huffman codes from a heap of trees, a recursive walk, bits as text.
import heapq
from collections import Counter
from itertools import count


class Leaf:
    def __init__(self, symbol):
        self.symbol = symbol

    def codes(self, prefix=""):
        yield self.symbol, prefix or "0"


class Branch:
    def __init__(self, left, right):
        self.left, self.right = left, right

    def codes(self, prefix=""):
        yield from self.left.codes(prefix + "0")
        yield from self.right.codes(prefix + "1")


def tree(text):
    order = count()
    heap = [(n, next(order), Leaf(symbol)) for symbol, n in sorted(Counter(text).items())]
    heapq.heapify(heap)
    while len(heap) > 1:
        a, _, left = heapq.heappop(heap)
        b, _, right = heapq.heappop(heap)
        heapq.heappush(heap, (a + b, next(order), Branch(left, right)))
    return heap[0][2]


def decode(root, bits):
    out = []
    if isinstance(root, Leaf):
        return root.symbol * len(bits)
    node = root
    for bit in bits:
        node = node.left if bit == "0" else node.right
        if isinstance(node, Leaf):
            out.append(node.symbol)
            node = root
    return "".join(out)


for text in ("abracadabra", "aaaa", "the quick brown fox jumps over the lazy dog", "ab" * 500 + "c"):
    root = tree(text)
    codes = dict(root.codes())
    bits = "".join(codes[c] for c in text)
    print(len(text) * 8, len(bits), decode(root, bits) == text)
    print(sorted(codes.items(), key=lambda c: (len(c[1]), c))[:2])
# expect: 88 23 True
# expect: [('a', '0'), ('b', '110')]
# expect: 32 4 True
# expect: [('a', '0')]
# expect: 344 192 True
# expect: [(' ', '110'), ('e', '1010')]
# expect: 8008 1502 True
# expect: [('b', '0'), ('a', '11')]
