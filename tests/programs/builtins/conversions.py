# int, float, str, list, tuple, set, dict, bool, bytes and complex of things.
print(int("12"), int(3.9), int(True), float("1.5"), float(2))  # expect: 12 3 1 1.5 2.0
print(str(12), list("ab"), tuple([1]), bool("x"), complex(1))  # expect: 12 ['a', 'b'] (1,) True (1+0j)
print(set("aa"), dict(a=1), bytes(2), bytearray(1))  # expect: {'a'} {'a': 1} b'\x00\x00' bytearray(b'\x00')
print(frozenset("a"), repr("a"), ascii("é"), chr(65), ord("A"))  # expect: frozenset({'a'}) 'a' '\xe9' A 65
print(bin(10), oct(10), hex(10), abs(-2.5), round(2.567, 1))  # expect: 0b1010 0o12 0xa 2.5 2.6
print(divmod(7, 3), pow(2, 5), pow(2, 5, 7), format(3.14159, ".2f"))  # expect: (2, 1) 32 4 3.14
print(int(), float(), str(), list(), tuple(), dict(), set(), bool())  # expect: 0 0.0  [] () {} set() False
print(bytes(), complex(), frozenset(), object().__class__)  # expect: b'' 0j frozenset() <class 'object'>


class N:
    def __int__(self):
        return 1

    def __float__(self):
        return 2.5

    def __complex__(self):
        return 3j

    def __str__(self):
        return "s"

    def __bytes__(self):
        return b"b"

    def __bool__(self):
        return False

    def __index__(self):
        return 4

    def __abs__(self):
        return "abs"

    def __round__(self, n=None):
        return n


n = N()
print(int(n), float(n), complex(n), str(n), bytes(n), bool(n))  # expect: 1 2.5 3j s b'b' False
print(hex(n), abs(n), round(n), round(n, 2), [0, 1, 2, 3, 4][n])  # expect: 0x4 abs None 2 4
import math


class F:
    def __floor__(self):
        return "floor"

    def __ceil__(self):
        return "ceil"

    def __trunc__(self):
        return "trunc"


print(math.floor(F()), math.ceil(F()), math.trunc(F()))  # expect: floor ceil trunc
