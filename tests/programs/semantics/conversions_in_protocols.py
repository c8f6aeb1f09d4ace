# What protocols accept and give back: indices, iterables, truth values, numbers.
class Idx:
    def __index__(self):
        return 2


class Num:
    def __float__(self):
        return 1.5

    def __int__(self):
        return 9

    def __complex__(self):
        return 2 + 0j


class Seq:
    def __getitem__(self, i):
        if i > 2:
            raise IndexError
        return i * 10


class Falsy:
    def __len__(self):
        return 0


print([5, 6, 7][Idx()], "abc"[: Idx()], [0] * Idx(), range(Idx()))  # expect: 7 ab [0, 0] range(0, 2)
print(hex(Idx()), int(Idx()), float(Idx()), complex(Idx()))  # expect: 0x2 2 2.0 (2+0j)
print(float(Num()), int(Num()), complex(Num()), round(2.345, Idx()))  # expect: 1.5 9 (2+0j) 2.35
print(list(Seq()), 20 in Seq(), dict(enumerate(Seq())))  # expect: [0, 10, 20] True {0: 0, 1: 10, 2: 20}
print(sum(Seq()), max(Seq()), sorted(Seq(), reverse=True), [*Seq()])  # expect: 30 20 [20, 10, 0] [0, 10, 20]
print("-".join(map(str, Seq())), tuple(zip(Seq(), Seq()))[2])  # expect: 0-10-20 (20, 20)
print(any([Falsy(), 0]), all([Falsy()]), "yes" if Falsy() else "no")  # expect: False False no
print(not Falsy(), list(filter(None, [Falsy(), 1])))  # expect: True [1]
a, b, c = Seq()
print(
    a,
    b,
    c,
    *Seq(),
    (lambda *x: x)(*Seq()),
    bytes(Seq()),
    bytearray(Seq())[1],
    set(Seq()) == {0, 10, 20},
    list(reversed([*Seq()])),
)  # expect: 0 10 20 0 10 20 (0, 10, 20) b'\x00\n\x14' 10 True [20, 10, 0]
import math

print(math.sqrt(Num()), math.floor(Num()), math.gcd(Idx(), 4))  # expect: 1.224744871391589 1 2
print(math.factorial(Idx()), math.isclose(Num(), 1.5))  # expect: 2 True
print("%d %s %.1f %x" % (Num(), 1, Num(), Idx()))  # expect: 9 1 1.5 2
print(f"{Idx().__index__():>3}", chr(Idx()) == "\x02", divmod(7, 2), pow(2, 3))  # expect:   2 True (3, 1) 8
print(slice(Idx()).indices(5), list(range(10))[Idx() :: Idx()])  # expect: (0, 2, 1) [2, 4, 6, 8]
print(memoryview(b"abc")[Idx()], 1 << 2, "x".zfill(Idx()))  # expect: 99 4 0x
for bad in (
    lambda: [1][Num()],
    lambda: range(Num()),
    lambda: "a" * Num(),
    lambda: chr(1.5),
    lambda: hex(1.5),
    lambda: bin(Num()),
):
    try:
        bad()
    except TypeError as e:
        print(type(e).__name__)
# expect: TypeError
# expect: TypeError
# expect: TypeError
# expect: TypeError
# expect: TypeError
# expect: TypeError
