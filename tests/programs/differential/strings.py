# Random strings cut, searched and put together again.
class Numbers:
    def __init__(self, seed):
        self.state = seed

    def below(self, n):
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) % 2**64
        return (self.state >> 33) % n

    def text(self, n, alphabet):
        return "".join(alphabet[self.below(len(alphabet))] for _ in range(self.below(n)))


def checksum(results):
    h = 7
    for text in results:
        for byte in repr(text).encode():
            h = (h * 131 + byte) % 2305843009213693951
    return h


r = Numbers(3)
ALPHABETS = ("ab", "ab ,", "abé", "aΩ b", "a😀b", "aA1 _\t\n", "éÉßſ", " \u00a0\u3000x", "0123")
texts = [
    (r.text(25, ALPHABETS[n % 9]), r.text(3, ALPHABETS[n % 9]), r.below(30) - 15, r.below(30) - 15)
    for n in range(900)
]
print("find")  # expect: find
print(
    checksum(
        (s.find(t), s.rfind(t), s.count(t), t in s, s.find(t, i, j), s.rfind(t, i, j))
        for s, t, i, j in texts
    )
)  # expect: 2149165859033825641
print("slice")  # expect: slice
print(checksum((s[i:j], s[j:i], s[::-1], s[i::2], s[:j:-1], s[::3]) for s, t, i, j in texts))
# expect: 1236437664965362730
print("split")  # expect: split
print(checksum((s.split(), s.rsplit(None, 2), s.splitlines(), s.split(None, 1)) for s, t, i, j in texts))
# expect: 1473281488971771434
print("split on")  # expect: split on
print(checksum((s.split(t), s.rsplit(t, 1), s.partition(t), s.rpartition(t)) for s, t, i, j in texts if t))
# expect: 660270613594750389
print("replace")  # expect: replace
print(checksum((s.replace(t, "<>"), s.replace(t, "", 2), s.replace("", t)) for s, t, i, j in texts))
# expect: 80721582261473626
print("strip")  # expect: strip
print(
    checksum(
        (s.strip(), s.lstrip(), s.rstrip(), s.strip(t), s.lstrip(t), s.rstrip(t)) for s, t, i, j in texts
    )
)  # expect: 1521267331993320535
print("case")  # expect: case
print(
    checksum(
        (s.upper(), s.lower(), s.title(), s.capitalize(), s.swapcase(), s.casefold())
        for s, t, i, j in texts
    )
)  # expect: 2266034300834538939
print("is")  # expect: is
print(
    checksum(
        (s.isalpha(), s.isdigit(), s.isalnum(), s.isspace(), s.isupper(), s.islower(), s.istitle())
        for s, *_ in texts
    )
)  # expect: 1898974241396415739
print("join")  # expect: join
print(checksum((t.join(s), t.join([s, t, s]), s + t, s * (i % 4)) for s, t, i, j in texts))
# expect: 714865399122531119
print("pad")  # expect: pad
print(
    checksum(
        (s.ljust(20, "."), s.rjust(i + 15), s.center(j + 15, "-"), s.zfill(12), s.expandtabs(4))
        for s, t, i, j in texts
    )
)  # expect: 338676320356042597
print("starts")  # expect: starts
print(
    checksum(
        (s.startswith(t), s.endswith(t), s.startswith(t, i), s.removeprefix(t), s.removesuffix(t))
        for s, t, i, j in texts
    )
)  # expect: 1836690035051778054
print("compare")  # expect: compare
print(checksum((s < t, s == t, s >= t, max(s, t)) for s, t, *_ in texts))  # expect: 2072532596182856080
print(checksum(sorted(s for s, *_ in texts)))  # expect: 282540931311499707
print("encode")  # expect: encode
print(
    checksum(
        (
            s.encode(),
            s.encode("utf-16"),
            s.encode("latin-1", "replace"),
            s.encode("ascii", "backslashreplace"),
        )
        for s, *_ in texts
    )
)  # expect: 1590051477190581743
print("decode")  # expect: decode
print(sum(s.encode().decode() == s and s.encode("utf-32").decode("utf-32") == s for s, *_ in texts))
# expect: 900
print("format")  # expect: format
print(
    checksum(
        (f"{s:>20}|{s:^9.3}|{t!r:*<8}", "%10s|%-5.2s|%r" % (s, t, s), "{:{}}".format(s, j + 16))
        for s, t, i, j in texts
    )
)  # expect: 508820148198787605
print("ascii")  # expect: ascii
print(checksum((ascii(s), repr(s), s.encode("unicode_escape")) for s, *_ in texts))
# expect: 565694393996665747
print("bytes")  # expect: bytes
print(
    checksum(
        (b.find(c), b.split(), b.replace(c, b"-"), b[i:j], b.upper(), b.strip(c))
        for b, c, i, j in ((s.encode(), t.encode(), i, j) for s, t, i, j in texts)
    )
)  # expect: 565589425691397564
