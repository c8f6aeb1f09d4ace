# The state of an object is what its class's `__slots__` names, read as anybody would.
import copy


class Pair:
    __slots__ = ("one", "_Pair__two", "__three", "__weakref__")


pair = Pair()
pair.one, pair._Pair__two, pair._Pair__three = 1, 2, 3
print(pair.__getstate__())  # expect: (None, {'one': 1, '_Pair__two': 2, '_Pair__three': 3})
Pair.one = 5
print(pair.__getstate__())  # expect: (None, {'one': 5, '_Pair__two': 2, '_Pair__three': 3})
try:
    copy.copy(pair)
except AttributeError as error:
    print(error)  # expect: 'Pair' object attribute 'one' is read-only
Pair.one = property(lambda self: 1 / 0)
try:
    copy.copy(pair)
except ZeroDivisionError as error:
    print(error)  # expect: division by zero
del Pair.one
print(copy.copy(pair).__getstate__())  # expect: (None, {'_Pair__two': 2, '_Pair__three': 3})


class Late:
    __slots__ = ("made",)

    def __getattr__(self, name):
        return f"late {name}"


print(Late().__getstate__())  # expect: (None, {'made': 'late made'})
