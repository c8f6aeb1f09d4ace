# Many small trees made and dropped.
class Tree:
    __slots__ = ("left", "right")

    def __init__(self, depth):
        if depth:
            self.left, self.right = Tree(depth - 1), Tree(depth - 1)
        else:
            self.left = self.right = None

    def check(self):
        return 1 + (self.left.check() + self.right.check() if self.left else 0)


def tuples(depth):
    return (tuples(depth - 1), tuples(depth - 1)) if depth else ()


def check(tree):
    return 1 + sum(map(check, tree))


long_lived = Tree(11)
for depth in range(2, 10, 2):
    n = 2 ** (10 - depth)
    print(n, depth, sum(Tree(depth).check() for _ in range(n)), sum(check(tuples(depth)) for _ in range(n)))
# expect: 256 2 1792 1792
# expect: 64 4 1984 1984
# expect: 16 6 2032 2032
# expect: 4 8 2044 2044
print(long_lived.check())  # expect: 4095
