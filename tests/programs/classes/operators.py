# Arithmetic operators: forward, reflected, in place.
class V:
    def __init__(self, *xs):
        self.xs = xs

    def __repr__(self):
        return f"V{self.xs}"

    def __add__(self, o):
        return V(*(a + b for a, b in zip(self.xs, o.xs))) if isinstance(o, V) else NotImplemented

    def __sub__(self, o):
        return self + -o

    def __neg__(self):
        return V(*(-x for x in self.xs))

    def __mul__(self, k):
        return V(*(x * k for x in self.xs))

    def __rmul__(self, k):
        return self * k

    def __matmul__(self, o):
        return sum(a * b for a, b in zip(self.xs, o.xs))

    def __truediv__(self, k):
        return V(*(x / k for x in self.xs))

    def __floordiv__(self, k):
        return V(*(x // k for x in self.xs))

    def __mod__(self, k):
        return V(*(x % k for x in self.xs))

    def __pow__(self, k, m=None):
        return V(*(pow(x, k, m) for x in self.xs))

    def __lshift__(self, k):
        return ("<<", k)

    def __rrshift__(self, k):
        return ("r>>", k)

    def __and__(self, o):
        return "and"

    def __rxor__(self, o):
        return "rxor"

    def __ror__(self, o):
        return "ror"

    def __invert__(self):
        return "invert"

    def __pos__(self):
        return "pos"

    def __abs__(self):
        return (self @ self) ** 0.5

    def __divmod__(self, o):
        return "divmod", o

    def __rdivmod__(self, o):
        return "rdivmod", o

    def __index__(self):
        return int(self.xs[0])


a, b = V(3, 4), V(1, 2)
print(a + b, a - b, -a, a * 2, 2 * a, a @ b)  # expect: V(4, 6) V(2, 2) V(-3, -4) V(6, 8) V(6, 8) 11
print(a / 2, a // 2, a % 2, a**2, pow(a, 2, 5))  # expect: V(1.5, 2.0) V(1, 2) V(1, 0) V(9, 16) V(4, 1)
print(a << 1, 1 >> a, a & 1)  # expect: ('<<', 1) ('r>>', 1) and
print(1 ^ a, [] | a, ~a, +a, abs(a))  # expect: rxor ror invert pos 5.0
print(divmod(a, 1), divmod(1, a), [0, 1, 2, 3][a])  # expect: ('divmod', 1) ('rdivmod', 1) 3
for bad in (lambda: a + 1, lambda: 1 + a, lambda: a | 1, lambda: a >> 1, lambda: 2**a):
    try:
        print(bad())
    except TypeError as e:
        print(e)
# expect: unsupported operand type(s) for +: 'V' and 'int'
# expect: unsupported operand type(s) for +: 'int' and 'V'
# expect: unsupported operand type(s) for |: 'V' and 'int'
# expect: unsupported operand type(s) for >>: 'V' and 'int'
# expect: unsupported operand type(s) for ** or pow(): 'int' and 'V'
