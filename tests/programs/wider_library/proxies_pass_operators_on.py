"""weakref.proxy passes every operator on, whichever side it stands on."""
import operator
import weakref


class Number:
    def __init__(self, value):
        self.value = value

    def __floordiv__(self, other):
        return self.value // other

    def __rfloordiv__(self, other):
        return other // self.value

    def __ifloordiv__(self, other):
        return "in place"

    def __matmul__(self, other):
        return "matmul", other

    def __rmatmul__(self, other):
        return "rmatmul", other

    def __radd__(self, other):
        return other + self.value

    def __pow__(self, other, modulus=None):
        return pow(self.value, other, modulus)

    def __divmod__(self, other):
        return divmod(self.value, other)

    def __index__(self):
        return self.value

    def __int__(self):
        return self.value

    def __float__(self):
        return float(self.value)

    def __neg__(self):
        return -self.value

    def __invert__(self):
        return ~self.value

    def __abs__(self):
        return abs(self.value)

    def __bytes__(self):
        return b"bytes"

    def __iter__(self):
        return iter([1, 2])

    def __reversed__(self):
        return iter([2, 1])

    def __lt__(self, other):
        return self.value < other


number = Number(17)
proxy = weakref.proxy(number)
print(proxy // 5, 100 // proxy, proxy @ 5, 5 @ proxy, 1.0 + proxy)
print(proxy**2, pow(proxy, 2, 5), divmod(proxy, 5))
print(operator.index(proxy), [*range(20)][proxy], int(proxy), float(proxy), -proxy, ~proxy, abs(proxy))
print(bytes(proxy), list(proxy), list(reversed(proxy)), proxy < 18)
other = proxy
other //= 2
print(other)


class Counting:
    def __init__(self):
        self.count = 0

    def __iter__(self):
        return weakref.proxy(self)

    def __next__(self):
        self.count += 1
        if self.count > 3:
            raise StopIteration
        return self.count


counting = Counting()
print(list(counting))
for function in len, next, operator.index:
    try:
        print(function(weakref.proxy(Counting)))
    except TypeError as error:
        print(type(error).__name__)
del number
try:
    proxy + 1
except ReferenceError as error:
    print(error)
# expect: 3 5 ('matmul', 5) ('rmatmul', 5) 18.0
# expect: 289 4 (3, 2)
# expect: 17 17 17 17.0 -17 -18 17
# expect: b'bytes' [1, 2] [2, 1] True
# expect: in place
# expect: [1, 2, 3]
# expect: TypeError
# expect: TypeError
# expect: TypeError
# expect: weakly-referenced object no longer exists
