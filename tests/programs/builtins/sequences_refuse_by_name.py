"""The methods behind + and * of sequences complain themselves when they are called by name; for the operator, the other side is asked."""


def attempt(function):
    try:
        print(function())
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


for sequence in [], (), "", b"", bytearray():
    attempt(lambda: sequence.__add__(1))
    attempt(lambda: sequence.__mul__("a"))
    attempt(lambda: sequence + 1)
    attempt(lambda: sequence * "a")
    attempt(lambda: 1.5 * sequence)


class Reflected:
    def __radd__(self, other):
        return "radd", other

    def __rmul__(self, other):
        return "rmul", other


for sequence in [1], (1,), "1", b"1", bytearray(b"1"):
    print(sequence + Reflected(), sequence * Reflected())


class Joined(list):
    def __add__(self, other):
        return Joined(super().__add__(other))


attempt(lambda: Joined([1]) + [2])
attempt(lambda: Joined([1]) + 2)
numbers = [1]
numbers += (2,)
numbers *= 2
print(numbers)
attempt(lambda: __import__(""))
attempt(lambda: __import__("sys", level=-1))
attempt(lambda: type("a\0b", (), {}))
attempt(lambda: type("A", (Reflected,), {"__slots__": "__dict__"}))
attempt(lambda: int.__new__(bool, 0))
# expect: TypeError: can only concatenate list (not "int") to list
# expect: TypeError: 'str' object cannot be interpreted as an integer
# expect: TypeError: can only concatenate list (not "int") to list
# expect: TypeError: can't multiply sequence by non-int of type 'str'
# expect: TypeError: can't multiply sequence by non-int of type 'float'
# expect: TypeError: can only concatenate tuple (not "int") to tuple
# expect: TypeError: 'str' object cannot be interpreted as an integer
# expect: TypeError: can only concatenate tuple (not "int") to tuple
# expect: TypeError: can't multiply sequence by non-int of type 'str'
# expect: TypeError: can't multiply sequence by non-int of type 'float'
# expect: TypeError: can only concatenate str (not "int") to str
# expect: TypeError: 'str' object cannot be interpreted as an integer
# expect: TypeError: can only concatenate str (not "int") to str
# expect: TypeError: can't multiply sequence by non-int of type 'str'
# expect: TypeError: can't multiply sequence by non-int of type 'float'
# expect: TypeError: can't concat int to bytes
# expect: TypeError: 'str' object cannot be interpreted as an integer
# expect: TypeError: can't concat int to bytes
# expect: TypeError: can't multiply sequence by non-int of type 'str'
# expect: TypeError: can't multiply sequence by non-int of type 'float'
# expect: TypeError: can't concat int to bytearray
# expect: TypeError: 'str' object cannot be interpreted as an integer
# expect: TypeError: can't concat int to bytearray
# expect: TypeError: can't multiply sequence by non-int of type 'str'
# expect: TypeError: can't multiply sequence by non-int of type 'float'
# expect: ('radd', [1]) ('rmul', [1])
# expect: ('radd', (1,)) ('rmul', (1,))
# expect: ('radd', '1') ('rmul', '1')
# expect: ('radd', b'1') ('rmul', b'1')
# expect: ('radd', bytearray(b'1')) ('rmul', bytearray(b'1'))
# expect: [1, 2]
# expect: TypeError: can only concatenate list (not "int") to list
# expect: [1, 2, 1, 2]
# expect: ValueError: Empty module name
# expect: ValueError: level must be >= 0
# expect: ValueError: type name must not contain null characters
# expect: TypeError: __dict__ slot disallowed: we already got one
# expect: TypeError: int.__new__(bool) is not safe, use bool.__new__()
