# Thousands of integer operations over all sizes and signs; one sum of their results per operator.
class Numbers:
    def __init__(self, seed):
        self.state = seed

    def below(self, n):
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) % 2**64
        return (self.state >> 33) % n

    def integer(self):
        kind = self.below(8)
        if kind == 0:
            n = self.below(4)
        elif kind == 1:
            n = self.below(1000)
        else:
            n = (1 << (15, 30, 31, 47, 48, 62, 63, 64, 65, 100, 200)[self.below(11)]) + self.below(5) - 2
            if kind > 5:
                n = n * (self.below(2**30) + 1) + self.below(2**30)
        return -n if self.below(2) else n


def checksum(results):
    h = 7
    for text in results:
        for byte in text.encode():
            h = (h * 131 + byte) % 2305843009213693951
    return h


r = Numbers(1)
pairs = [(r.integer(), r.integer()) for _ in range(1500)]
print(checksum(f"{a},{b}" for a, b in pairs))  # expect: 98184393251648550
print("+", checksum(str(a + b) for a, b in pairs))  # expect: + 2185642613895123014
print("-", checksum(str(a - b) for a, b in pairs))  # expect: - 1074413722202092881
print("*", checksum(str(a * b) for a, b in pairs))  # expect: * 529130901654740167
print("//", checksum(str(a // b) for a, b in pairs if b))  # expect: // 875322217264077033
print("%", checksum(str(a % b) for a, b in pairs if b))  # expect: % 295021367994480068
print("divmod", checksum(str(divmod(b, a)) for a, b in pairs if a))  # expect: divmod 904217273619477138
print("&", checksum(str(a & b) for a, b in pairs))  # expect: & 1046997162612710162
print("|", checksum(str(a | b) for a, b in pairs))  # expect: | 2189923608207479314
print("^", checksum(str(a ^ b) for a, b in pairs))  # expect: ^ 1921154362323628620
print("~", checksum(str(~a) for a, b in pairs))  # expect: ~ 2031791337168560315
print("<<", checksum(str(a << b % 70) for a, b in pairs))  # expect: << 2178643402578277734
print(">>", checksum(str(a >> b % 130) for a, b in pairs))  # expect: >> 1501395560881781602
print("**", checksum(str(a ** (b % 6)) for a, b in pairs))  # expect: ** 2172326920167243302
print("pow")  # expect: pow
print(checksum(str(pow(a, abs(b) % 1000, 10**9 + 7)) for a, b in pairs))  # expect: 1621926814326347485
print("/", checksum(repr(a / b) for a, b in pairs if b))  # expect: / 1392200980362803406
print("<")  # expect: <
print(checksum(str([a < b, a <= b, a == b, a != b, a > b, a >= b]) for a, b in pairs))
# expect: 1599770790145778283
print("float", checksum(repr(float(a)) for a, b in pairs))  # expect: float 2015260965833006416
print("float <")  # expect: float <
print(checksum(str([a < float(b), a == float(a), a >= float(b)]) for a, b in pairs))
# expect: 2087781845726610775
print("hex")  # expect: hex
print(checksum(f"{a:x} {b:#b} {a:,} {b:+_d} {a:>30}" for a, b in pairs))  # expect: 1768945948711686014
print("hash")  # expect: hash
print(checksum(str(hash(a) == hash(float(a))) if abs(a) < 2**53 else str(hash(a)) for a, b in pairs))
# expect: 741568630146029031
print("bits")  # expect: bits
print(checksum(f"{a.bit_length()} {b.bit_count()}" for a, b in pairs))  # expect: 1498284091924712106
print("round", checksum(str(round(a, -(abs(b) % 20))) for a, b in pairs))  # expect: round 947554122049960531
print("int")  # expect: int
print(sum(int(str(a)) == a and int(hex(a), 16) == a and int(bin(a), 0) == a for a, b in pairs))
# expect: 1500
