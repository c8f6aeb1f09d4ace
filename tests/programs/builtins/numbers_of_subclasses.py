# What makes a number of a value answers one of the class itself; an instance of a subclass is taken with a warning.
# cpython: 3.13 has no complex.from_number
import warnings


class Integer(int): ...
class Float(float): ...
class Complex(complex): ...


class Made:
    def __int__(self):
        return Integer(1)

    def __index__(self):
        return True

    def __float__(self):
        return Float(2)

    def __complex__(self):
        return Complex(3)


def attempt(function, *arguments, **named):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            answer = function(*arguments, **named)
        except TypeError as error:
            answer = error
    print(answer, *(warning.message for warning in caught), sep=" | ")


for function in int, float, complex, [5, 6].__getitem__:
    attempt(function, Made())
attempt(complex, "1", 2)
attempt(complex, 1, "2")
attempt(complex, {})
attempt(complex, 1, {})
attempt(complex, 1j, 2)
attempt(complex, 1, 2j)
attempt(complex, imag=1j)
attempt(complex, Made(), 1)
attempt(complex.from_number, "1")
attempt(bool, NotImplemented)
attempt(lambda: not NotImplemented)
from types import CellType as Cell

print(Cell(1) < Cell(2), Cell() < Cell(1), Cell() == Cell(), Cell(1) >= Cell(1), Cell(1) == 1)
attempt(lambda: Cell(1) < Cell("a"))
attempt(lambda: hash(Cell(1)))
# expect: 1 | __int__ returned non-int (type Integer).  The ability to return an instance of a strict subclass of int is deprecated, and may be removed in a future version of Python.
# expect: 2.0 | Made.__float__ returned non-float (type Float).  The ability to return an instance of a strict subclass of float is deprecated, and may be removed in a future version of Python.
# expect: (3+0j) | __complex__ returned non-complex (type Complex).  The ability to return an instance of a strict subclass of complex is deprecated, and may be removed in a future version of Python.
# expect: 6 | __index__ returned non-int (type bool).  The ability to return an instance of a strict subclass of int is deprecated, and may be removed in a future version of Python.
# expect: complex() argument 'real' must be a real number, not str
# expect: complex() argument 'imag' must be a real number, not str
# expect: complex() argument must be a string or a number, not dict
# expect: complex() argument 'imag' must be a real number, not dict
# expect: 3j | complex() argument 'real' must be a real number, not complex
# expect: (-1+0j) | complex() argument 'imag' must be a real number, not complex
# expect: (-1+0j) | complex() argument 'imag' must be a real number, not complex
# expect: (3+1j) | __complex__ returned non-complex (type Complex).  The ability to return an instance of a strict subclass of complex is deprecated, and may be removed in a future version of Python.
# expect: must be real number, not str
# expect: NotImplemented should not be used in a boolean context
# expect: NotImplemented should not be used in a boolean context
# expect: True True True True False
# expect: '<' not supported between instances of 'int' and 'str'
# expect: unhashable type: 'cell'
