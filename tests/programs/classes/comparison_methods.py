# The six comparisons, and what follows from which.
class N:
    def __init__(self, n):
        self.n = n

    def __eq__(self, o):
        return self.n == o.n if isinstance(o, N) else NotImplemented

    def __lt__(self, o):
        return self.n < o.n if isinstance(o, N) else NotImplemented


a, b = N(1), N(2)
print(a == b, a != b, a < b, a > b, a == N(1), a != N(1))  # expect: False True True False True False
print(a == 1, a != 1, max(a, b).n, min(b, a).n)  # expect: False True 2 1
for bad in (lambda: a <= b, lambda: a >= b, lambda: a < 1, lambda: a < "x", lambda: hash(a)):
    try:
        print(bad())
    except TypeError as e:
        print(e)
# expect: '<=' not supported between instances of 'N' and 'N'
# expect: '>=' not supported between instances of 'N' and 'N'
# expect: '<' not supported between instances of 'N' and 'int'
# expect: '<' not supported between instances of 'N' and 'str'
# expect: unhashable type: 'N'


class Odd:
    def __eq__(self, o):
        return "anything"

    def __ne__(self, o):
        return []

    def __le__(self, o):
        return 0


print(Odd() == 1, Odd() != 1, Odd() <= 1, 1 == Odd())  # expect: anything [] 0 anything
print(1 >= Odd(), bool(Odd() == 1), not Odd() != 1)  # expect: 0 True True


class Plain:
    pass


p = Plain()
print(p == p, p != p, p == Plain(), p in [p])  # expect: True False False True
print(hash(p) == hash(p), p.__eq__(1), p.__eq__(p))  # expect: True NotImplemented True
