# __index__ wherever an index is wanted.
class I:
    def __init__(self, n):
        self.n = n

    def __index__(self):
        return self.n


x = list(range(10))
print(x[I(3)], x[I(1) : I(8) : I(3)], "abc"[I(-1)])  # expect: 3 [1, 4, 7] c
print(range(5)[I(2)], (1, 2)[I(1)], b"ab"[I(0)], list(range(I(2))))  # expect: 2 2 97 [0, 1]
x[I(0)] = "set"
del x[I(1) : I(9)]
print(x, [0] * I(2), "a" * I(3), "%d" % I(4), chr(I(65)))  # expect: ['set', 9] [0, 0] aaa 4 A
print(bin(I(5)), round(2.567, I(1)), bytes(I(2)), 1 << 3)  # expect: 0b101 2.6 b'\x00\x00' 8
print("a,b,c".split(",", I(1)), "aXbX".replace("X", "-", I(1)))  # expect: ['a', 'b,c'] a-bX
print([1, 2, 1].index(1, I(1)), int("11", I(2)), divmod(7, 2))  # expect: 2 3 (3, 1)
