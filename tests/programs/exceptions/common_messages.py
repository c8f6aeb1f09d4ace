# The messages everybody knows.
import math


def attempt(function):
    try:
        function()
        print("no error")
    except Exception as e:
        print(f"{type(e).__name__}: {e}")


class C:
    pass


attempt(lambda: {}["missing"])  # expect: KeyError: 'missing'
attempt(lambda: [][0])  # expect: IndexError: list index out of range
attempt(lambda: ()[0])  # expect: IndexError: tuple index out of range
attempt(lambda: ""[0])  # expect: IndexError: string index out of range
attempt(lambda: C().missing)  # expect: AttributeError: 'C' object has no attribute 'missing'
attempt(lambda: C.missing)  # expect: AttributeError: type object 'C' has no attribute 'missing'
attempt(lambda: [].missing)  # expect: AttributeError: 'list' object has no attribute 'missing'
attempt(lambda: math.missing)  # expect: AttributeError: module 'math' has no attribute 'missing'
attempt(lambda: missing)  # expect: NameError: name 'missing' is not defined
attempt(lambda: int("x"))  # expect: ValueError: invalid literal for int() with base 10: 'x'
attempt(lambda: float("x"))  # expect: ValueError: could not convert string to float: 'x'
attempt(lambda: len(5))  # expect: TypeError: object of type 'int' has no len()
attempt(lambda: 1 + "1")  # expect: TypeError: unsupported operand type(s) for +: 'int' and 'str'
attempt(lambda: "1" + 1)  # expect: TypeError: can only concatenate str (not "int") to str
attempt(lambda: None + 1)  # expect: TypeError: unsupported operand type(s) for +: 'NoneType' and 'int'
attempt(lambda: print(end="")[0])  # expect: TypeError: 'NoneType' object is not subscriptable
attempt(lambda: None.x)  # expect: AttributeError: 'NoneType' object has no attribute 'x'
attempt(lambda: (5).real[0])  # expect: TypeError: 'int' object is not subscriptable
attempt(lambda: C()[0])  # expect: TypeError: 'C' object is not subscriptable
attempt(lambda: iter(5))  # expect: TypeError: 'int' object is not iterable
attempt(lambda: next(iter([])))  # expect: StopIteration: 
attempt(lambda: {}.popitem())  # expect: KeyError: 'popitem(): dictionary is empty'
attempt(lambda: "abc".index("z"))  # expect: ValueError: substring not found
attempt(lambda: [3].remove(4))  # expect: ValueError: list.remove(x): x not in list
attempt(lambda: max([]))  # expect: ValueError: max() iterable argument is empty
attempt(lambda: min(()))  # expect: ValueError: min() iterable argument is empty
attempt(lambda: max(1))  # expect: TypeError: 'int' object is not iterable
attempt(lambda: chr(-1))  # expect: ValueError: chr() arg not in range(0x110000)
attempt(lambda: ord("ab"))  # expect: TypeError: ord() expected a character, but string of length 2 found
attempt(lambda: int(None))
# expect: TypeError: int() argument must be a string, a bytes-like object or a real number, not 'NoneType'
attempt(lambda: abs("x"))  # expect: TypeError: bad operand type for abs(): 'str'
attempt(lambda: sorted([1, "a"]))  # expect: TypeError: '<' not supported between instances of 'str' and 'int'
attempt(lambda: sum(5))  # expect: TypeError: 'int' object is not iterable
attempt(lambda: "x" * "y")  # expect: TypeError: can't multiply sequence by non-int of type 'str'
attempt(lambda: list("ab")["a"])  # expect: TypeError: list indices must be integers or slices, not str
attempt(lambda: {}.missing)  # expect: AttributeError: 'dict' object has no attribute 'missing'
attempt(lambda: __import__("no_such_module"))  # expect: ModuleNotFoundError: No module named 'no_such_module'
attempt(lambda: open("/no/such/file"))
# expect: FileNotFoundError: [Errno 2] No such file or directory: '/no/such/file'
attempt(lambda: (lambda: 0)(1))
# expect: TypeError: <lambda>.<locals>.<lambda>() takes 0 positional arguments but 1 was given
attempt(lambda: isinstance(1, 1))
# expect: TypeError: isinstance() arg 2 must be a type, a tuple of types, or a union
attempt(lambda: type(5).x)  # expect: AttributeError: type object 'int' has no attribute 'x'
attempt(lambda: (1).real.x)  # expect: AttributeError: 'int' object has no attribute 'x'
attempt(lambda: object() < object())
# expect: TypeError: '<' not supported between instances of 'object' and 'object'
attempt(lambda: print(sep=5))  # expect: TypeError: sep must be None or a string, not int
attempt(lambda: "%d" % "x")  # expect: TypeError: %d format: a real number is required, not str
attempt(lambda: list(zip([1], [1, 2], strict=True)))
# expect: ValueError: zip() argument 2 is longer than argument 1
attempt(lambda: range(0, 1, 0))  # expect: ValueError: range() arg 3 must not be zero
attempt(lambda: bytes([300]))  # expect: ValueError: bytes must be in range(0, 256)
attempt(lambda: [].pop())  # expect: IndexError: pop from empty list
