# A bytearray of a class of one's own keeps its attributes, in every protocol and in copies.
import copy
import pickle


class Own(bytearray):
    pass


class Slotted(bytearray):
    __slots__ = ("x", "__dict__")


for make in (Own, Slotted):
    value = make(b"a\xe9\x00")
    value.x = 10
    value.y = make(b"inside")
    for protocol in range(6):
        again = pickle.loads(pickle.dumps(value, protocol))
        print(make.__name__, protocol, again == value, type(again) is make, again.x, again.y, again is value)
    for copier in (copy.copy, copy.deepcopy):
        again = copier(value)
        print(again == value, again.x, again.y == value.y, again.y is value.y)
print(Own(b"ab").__reduce__()[1:], Own(b"ab").__reduce_ex__(3)[1:], Own().__reduce_ex__(5)[1:])
print(bytearray(b"\xff").__reduce__(), bytearray(b"\xff").__reduce_ex__(4))
# expect: Own 0 True True 10 Own(b'inside') False
# expect: Own 1 True True 10 Own(b'inside') False
# expect: Own 2 True True 10 Own(b'inside') False
# expect: Own 3 True True 10 Own(b'inside') False
# expect: Own 4 True True 10 Own(b'inside') False
# expect: Own 5 True True 10 Own(b'inside') False
# expect: True 10 True True
# expect: True 10 True False
# expect: Slotted 0 True True 10 Slotted(b'inside') False
# expect: Slotted 1 True True 10 Slotted(b'inside') False
# expect: Slotted 2 True True 10 Slotted(b'inside') False
# expect: Slotted 3 True True 10 Slotted(b'inside') False
# expect: Slotted 4 True True 10 Slotted(b'inside') False
# expect: Slotted 5 True True 10 Slotted(b'inside') False
# expect: True 10 True True
# expect: True 10 True False
# expect: (('ab', 'latin-1'), None) ((b'ab',), None) ((), None)
# expect: (<class 'bytearray'>, ('ÿ', 'latin-1'), None) (<class 'bytearray'>, (b'\xff',), None)
