# Under the future statement annotations are text, in one form however they are written.
from __future__ import annotations


def f(a: "x", b: dict[str,   int], c: (1,2), d: lambda x:x, e: x if y else z, f: -1, g: 'it"s', h: f"{x}",
      i: [a for a in b], j: not  a, k: a[1:2,3], l: 1e10, m: b'x', n: x.y . z, o: "a" "b") -> "text": pass


for name, text in f.__annotations__.items():
    print(name, text)
# expect: a 'x'
# expect: b dict[str, int]
# expect: c (1, 2)
# expect: d lambda x: x
# expect: e x if y else z
# expect: f -1
# expect: g 'it"s'
# expect: h f'{x}'
# expect: i [a for a in b]
# expect: j not a
# expect: k a[1:2, 3]
# expect: l 10000000000.0
# expect: m b'x'
# expect: n x.y.z
# expect: o 'ab'
# expect: return 'text'
