# A class that behaves as a number: forward, reflected and in-place operators.
class Money:
    def __init__(self, cents):
        self.cents = cents

    def __repr__(self):
        return f"Money({self.cents})"

    def __add__(self, other):
        if isinstance(other, Money):
            return Money(self.cents + other.cents)
        if isinstance(other, int):
            return Money(self.cents + 100 * other)
        return NotImplemented

    __radd__ = __add__

    def __mul__(self, n):
        return Money(self.cents * n)

    def __neg__(self):
        return Money(-self.cents)

    def __float__(self):
        return self.cents / 100

    def __round__(self, digits=None):
        return ("rounded", digits)

    def __trunc__(self):
        return self.cents // 100

    def __divmod__(self, n):
        return divmod(self.cents, n)


print(Money(5) + Money(6), Money(5) + 1)  # expect: Money(11) Money(105)
print(1 + Money(5), sum([Money(1), Money(2)]))  # expect: Money(105) Money(3)
print(Money(3) * 4, -Money(3), float(Money(250)))  # expect: Money(12) Money(-3) 2.5
print(round(Money(3)), round(Money(3), 1))  # expect: ('rounded', None) ('rounded', 1)
print(divmod(Money(7), 2))  # expect: (3, 1)
try:
    Money(1) + "x"
except TypeError as e:
    print(e)  # expect: unsupported operand type(s) for +: 'Money' and 'str'
try:
    3 * Money(1)
except TypeError as e:
    print(e)  # expect: unsupported operand type(s) for *: 'int' and 'Money'
