# Which of several wrong things is complained of, and what is no complaint.
import binascii
import collections


def attempt(function):
    try:
        print(repr(function()))
    except Exception as e:
        print(type(e).__name__, e)


attempt(lambda: int("", 10**40))  # expect: ValueError int() base must be >= 2 and <= 36, or 0
attempt(lambda: int("11", True + 1))  # expect: 3


class Text(str):
    pass


class Items(tuple):
    pass


class Data(bytearray):
    pass


attempt(lambda: Text("a") + 1)  # expect: TypeError can only concatenate str (not "int") to str
attempt(lambda: Items() + Text())  # expect: TypeError can only concatenate tuple (not "Text") to tuple
attempt(lambda: Text("a", {}))  # expect: TypeError str() argument 'encoding' must be str, not dict
attempt(lambda: str("a", "utf-8"))  # expect: TypeError decoding str is not supported
attempt(lambda: "a".encode("ascii", "\0"))  # expect: ValueError embedded null character
attempt(lambda: b"a".decode("\0"))  # expect: ValueError embedded null character
attempt(lambda: b"".decode("no such codec"))  # expect: ''
attempt(lambda: b"a".decode("no such codec"))  # expect: LookupError unknown encoding: no such codec
attempt(lambda: memoryview(b"abcd").cast(1))  # expect: TypeError cast() argument 'format' must be str, not int
attempt(lambda: str.maketrans({"a": "b"}))  # expect: {97: 'b'}
attempt(lambda: str.maketrans(collections.Counter("a")))
# expect: TypeError if you give only one argument to maketrans it must be a dict

attempt(lambda: binascii.hexlify(b"ab", "²"))  # expect: b'61\xb262'
attempt(lambda: binascii.hexlify(b"ab", b"\xff"))  # expect: b'61\xff62'
attempt(lambda: b"ab".hex("²"))  # expect: ValueError sep must be ASCII.
attempt(lambda: binascii.hexlify(b"ab", "α"))  # expect: ValueError sep must be ASCII.

attempt(lambda: complex("-inf+1j") ** 1)  # expect: OverflowError complex exponentiation
attempt(lambda: (1e200 + 1j) ** 2)  # expect: OverflowError complex exponentiation
attempt(lambda: (3 + 4j) ** 2)  # expect: (-7+24j)


class Counted:
    def __init__(self, what):
        self.what = what

    def __index__(self):
        if isinstance(self.what, Exception):
            raise self.what
        return self.what

    def __iter__(self):
        return iter((1, 2))


attempt(lambda: bytes(Counted(3)))  # expect: b'\x00\x00\x00'
attempt(lambda: bytes(Counted(None)))  # expect: b'\x01\x02'
attempt(lambda: bytearray(Counted(TypeError("on purpose"))))  # expect: bytearray(b'\x01\x02')
attempt(lambda: bytes(Counted(ValueError("on purpose"))))  # expect: ValueError on purpose


class Asked:
    def __len__(self):
        print("len")
        return 1

    def __iter__(self):
        print("iter")
        return iter("ab")


attempt(lambda: list(Asked()))
# expect: iter
# expect: len
# expect: ['a', 'b']


class Measured:
    def __len__(self):
        print("never")


attempt(lambda: list(Measured()))  # expect: TypeError 'Measured' object is not iterable


class Meta(type):
    pass


attempt(Meta)  # expect: TypeError type.__new__() takes exactly 3 arguments (0 given)
attempt(lambda: format(2 + 3j, "<>3_%"))
# expect: ValueError Unknown format code '%' for object of type 'complex'

# Bytes are one value to bytes, as a text is to a text.
attempt(lambda: b"x" % b"y")  # expect: TypeError not all arguments converted during bytes formatting
attempt(lambda: bytearray(b"%s") % b"y")  # expect: bytearray(b'y')
attempt(lambda: b"x" % [1])  # expect: b'x'
attempt(lambda: "x" % b"y")  # expect: 'x'
attempt(lambda: bytes(-(10**20)))  # expect: OverflowError cannot fit 'int' into an index-sized integer
attempt(lambda: bytes(-1))  # expect: ValueError negative count

# A view is asked what of another is in it.
lists = {"a": [1], "b": [2], "c": 3}
attempt(lambda: lists.items() & {"c": 3, "d": []}.items())  # expect: {('c', 3)}
attempt(lambda: lists.items() & [("c", 3), ("a", 1), [1]])  # expect: {('c', 3)}
attempt(lambda: [("c", 3)] & lists.items())  # expect: {('c', 3)}
attempt(lambda: lists.keys() & "cx")  # expect: {'c'}

# Whose method it is, is asked before how many arguments it takes.
attempt(lambda: str.join([]))  # expect: TypeError descriptor 'join' for 'str' objects doesn't apply to a 'list' object
attempt(lambda: list.append(1))  # expect: TypeError descriptor 'append' for 'list' objects doesn't apply to a 'int' object
attempt(lambda: list.append(1, 2, 3))
# expect: TypeError descriptor 'append' for 'list' objects doesn't apply to a 'int' object
attempt(lambda: list.append([], 2, 3))  # expect: TypeError list.append() takes exactly one argument (2 given)
attempt(lambda: int.bit_length("a", 3))
# expect: TypeError descriptor 'bit_length' for 'int' objects doesn't apply to a 'str' object
attempt(lambda: list.sort({}, k=3))
# expect: TypeError descriptor 'sort' for 'list' objects doesn't apply to a 'dict' object
attempt(lambda: str.zfill())  # expect: TypeError unbound method str.zfill() needs an argument

# An exception group takes any sequence.
attempt(lambda: ExceptionGroup("a", range(3)))
# expect: ValueError Item 0 of second argument (exceptions) is not an exception
attempt(lambda: ExceptionGroup("a", "bc"))  # expect: ValueError Item 0 of second argument (exceptions) is not an exception
attempt(lambda: ExceptionGroup("a", {1: 2}))  # expect: TypeError second argument (exceptions) must be a sequence
attempt(lambda: ExceptionGroup("a", collections.deque([ValueError()])))  # expect: ExceptionGroup('a', deque([ValueError()]))
attempt(lambda: ExceptionGroup("a", {ValueError()}))  # expect: TypeError second argument (exceptions) must be a sequence

# What holds a function takes one, when it is initialized.
class Static(staticmethod):
    def __init__(self, *given):
        super().__init__(*given[1:])


class Class(classmethod):
    def __init__(self, function, more=None):
        super().__init__(function)
        self.more = more


attempt(lambda: Static(len))  # expect: TypeError staticmethod expected 1 argument, got 0
attempt(lambda: Static(1, 2, 3))  # expect: TypeError staticmethod expected 1 argument, got 2
attempt(lambda: Class(len, 3).more)  # expect: 3
attempt(lambda: Class(len, more=4).more)  # expect: 4
attempt(staticmethod)  # expect: TypeError staticmethod expected 1 argument, got 0
attempt(lambda: classmethod(1, 2))  # expect: TypeError classmethod expected 1 argument, got 2
attempt(lambda: staticmethod(function=len))  # expect: TypeError staticmethod() takes no keyword arguments

# A set is asked for its members when it is pickled, as a list asks.
class Short(set):
    def __len__(self):
        return -7


attempt(lambda: Short("a").__reduce__())  # expect: ValueError __len__() should return >= 0
attempt(lambda: frozenset().issubset([[]]))  # expect: TypeError unhashable type: 'list'
attempt(lambda: {1}.issubset([2, 1, 1]))  # expect: True
attempt(lambda: {1, 2}.issubset((2, 3)))  # expect: False

# The other operand of an addition in place is asked, that of a repetition is not.
class Number(int):
    pass


def repeated(left, right):
    left *= right
    return left


attempt(lambda: repeated(Number(2), "ab"))  # expect: TypeError unsupported operand type(s) for *=: 'Number' and 'str'
attempt(lambda: repeated(2, "ab"))  # expect: 'abab'
attempt(lambda: Number(2) * "ab")  # expect: 'abab'
attempt(lambda: repeated("ab", Number(2)))  # expect: 'abab'
attempt(lambda: repeated(Number(2), 3))  # expect: 6
