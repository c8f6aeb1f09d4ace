# What sequences say of a number of repetitions that is none.
import array
import collections

for sequence in ([1], (1,), "a", b"a", bytearray(b"a")):
    for name in ("__mul__", "__rmul__", "__imul__"):
        if not hasattr(sequence, name) or (name == "__imul__" and isinstance(sequence, bytearray)):
            continue
        for wrong in ("x", 1.5, None):
            try:
                print(getattr(sequence, name)(wrong))
            except TypeError as error:
                print(type(sequence).__name__, name, error)


class Times:
    def __rmul__(self, other):
        return "times", type(other).__name__


for sequence in (array.array("b", [1, 2]), collections.deque([1]), [1]):
    print(sequence * Times())
    try:
        sequence * "x"
    except TypeError as error:
        print(error)
    sequence *= 2
    print(len(sequence))
# expect: list __mul__ 'str' object cannot be interpreted as an integer
# expect: list __mul__ 'float' object cannot be interpreted as an integer
# expect: list __mul__ 'NoneType' object cannot be interpreted as an integer
# expect: list __rmul__ 'str' object cannot be interpreted as an integer
# expect: list __rmul__ 'float' object cannot be interpreted as an integer
# expect: list __rmul__ 'NoneType' object cannot be interpreted as an integer
# expect: list __imul__ 'str' object cannot be interpreted as an integer
# expect: list __imul__ 'float' object cannot be interpreted as an integer
# expect: list __imul__ 'NoneType' object cannot be interpreted as an integer
# expect: tuple __mul__ 'str' object cannot be interpreted as an integer
# expect: tuple __mul__ 'float' object cannot be interpreted as an integer
# expect: tuple __mul__ 'NoneType' object cannot be interpreted as an integer
# expect: tuple __rmul__ 'str' object cannot be interpreted as an integer
# expect: tuple __rmul__ 'float' object cannot be interpreted as an integer
# expect: tuple __rmul__ 'NoneType' object cannot be interpreted as an integer
# expect: str __mul__ 'str' object cannot be interpreted as an integer
# expect: str __mul__ 'float' object cannot be interpreted as an integer
# expect: str __mul__ 'NoneType' object cannot be interpreted as an integer
# expect: str __rmul__ 'str' object cannot be interpreted as an integer
# expect: str __rmul__ 'float' object cannot be interpreted as an integer
# expect: str __rmul__ 'NoneType' object cannot be interpreted as an integer
# expect: bytes __mul__ 'str' object cannot be interpreted as an integer
# expect: bytes __mul__ 'float' object cannot be interpreted as an integer
# expect: bytes __mul__ 'NoneType' object cannot be interpreted as an integer
# expect: bytes __rmul__ 'str' object cannot be interpreted as an integer
# expect: bytes __rmul__ 'float' object cannot be interpreted as an integer
# expect: bytes __rmul__ 'NoneType' object cannot be interpreted as an integer
# expect: bytearray __mul__ 'str' object cannot be interpreted as an integer
# expect: bytearray __mul__ 'float' object cannot be interpreted as an integer
# expect: bytearray __mul__ 'NoneType' object cannot be interpreted as an integer
# expect: bytearray __rmul__ 'str' object cannot be interpreted as an integer
# expect: bytearray __rmul__ 'float' object cannot be interpreted as an integer
# expect: bytearray __rmul__ 'NoneType' object cannot be interpreted as an integer
# expect: ('times', 'array')
# expect: can't multiply sequence by non-int of type 'str'
# expect: 4
# expect: ('times', 'deque')
# expect: can't multiply sequence by non-int of type 'str'
# expect: 2
# expect: ('times', 'list')
# expect: can't multiply sequence by non-int of type 'str'
# expect: 2
for sequence in (array.array("b", [1]), collections.deque([1])):
    for name in ("__mul__", "__rmul__", "__imul__"):
        try:
            print(getattr(sequence, name)("x"))
        except (TypeError, AttributeError) as error:
            print(name, error)
# expect: __mul__ 'str' object cannot be interpreted as an integer
# expect: __rmul__ 'str' object cannot be interpreted as an integer
# expect: __imul__ 'str' object cannot be interpreted as an integer
# expect: __mul__ 'str' object cannot be interpreted as an integer
# expect: __rmul__ 'str' object cannot be interpreted as an integer
# expect: __imul__ 'str' object cannot be interpreted as an integer
