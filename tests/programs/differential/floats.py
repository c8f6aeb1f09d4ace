# Thousands of float operations; results by their repr.
class Numbers:
    def __init__(self, seed):
        self.state = seed

    def below(self, n):
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) % 2**64
        return (self.state >> 33) % n

    def real(self):
        kind = self.below(8)
        if kind == 0:
            return (0.0, -0.0, 1.0, -1.0, 0.5, 1e16, 1e-5, 123456789.0)[self.below(8)]
        x = (self.below(2**31) + 1) / (self.below(2**20) + 1)
        if kind < 4:
            x *= 10.0 ** (self.below(60) - 30)
        elif kind < 6:
            x = float(self.below(2000)) / 8
        return -x if self.below(2) else x


def checksum(results):
    h = 7
    for text in results:
        for byte in text.encode():
            h = (h * 131 + byte) % 2305843009213693951
    return h


r = Numbers(2)
pairs = [(r.real(), r.real()) for _ in range(1500)]
print(checksum(f"{a!r},{b!r}" for a, b in pairs))  # expect: 2019709250376138863
print("+", checksum(repr(a + b) for a, b in pairs))  # expect: + 2033416757996947744
print("-", checksum(repr(a - b) for a, b in pairs))  # expect: - 146319553125303425
print("*", checksum(repr(a * b) for a, b in pairs))  # expect: * 1477340822025428737
print("/", checksum(repr(a / b) for a, b in pairs if b))  # expect: / 1809233850103700006
print("//", checksum(repr(a // b) for a, b in pairs if b))  # expect: // 910395315412265177
print("%", checksum(repr(a % b) for a, b in pairs if b))  # expect: % 1081471712631454251
print("divmod", checksum(repr(divmod(a, b)) for a, b in pairs if b))  # expect: divmod 2244826045997149586
print("int", checksum(repr(int(a)) for a, b in pairs))  # expect: int 1175173485671560552
print("round", checksum(repr(round(a)) for a, b in pairs))  # expect: round 1995235773233595390
print("round n")  # expect: round n
print(checksum(repr(round(a, i % 8 - 3)) for i, (a, b) in enumerate(pairs)))  # expect: 1815801845824940193
print("ratio", checksum(repr(a.as_integer_ratio()) for a, b in pairs))  # expect: ratio 971145320056111641
print("hex", checksum(a.hex() for a, b in pairs))  # expect: hex 1922261784153974013
print("parse")  # expect: parse
print(
    sum(float(repr(a)) == a and float.fromhex(a.hex()) == a and float(f"{a:.17g}") == a for a, b in pairs)
)  # expect: 1500
print("f", checksum(f"{a:.{i % 12}f}" for i, (a, b) in enumerate(pairs)))  # expect: f 1292197221172571271
print("e")  # expect: e
print(checksum(f"{a:.{i % 18}e} {b:E}" for i, (a, b) in enumerate(pairs)))  # expect: 1399026106492619614
print("g")  # expect: g
print(checksum(f"{a:.{i % 18}g} {b:g} {a:#.4g}" for i, (a, b) in enumerate(pairs)))
# expect: 855021677462426182
print("n")  # expect: n
print(checksum(f"{a:,.2f} {b:+_.1f} {a:>25} {b:.3%} {a:030} {b}" for a, b in pairs))
# expect: 154419979355066740
print("%", checksum("%.3f %g %e %10.2f" % (a, b, a, b) for a, b in pairs))  # expect: % 608260902322613082
print("<")  # expect: <
print(checksum(str([a < b, a <= b, a == b, a > b, a == int(a)]) for a, b in pairs))
# expect: 1193034426053239711
print("hash", checksum(str(hash(a)) for a, b in pairs))  # expect: hash 567301697467926088
print("**", checksum(repr(a**2) for a, b in pairs if abs(a) < 1e150))  # expect: ** 812954021610570884
