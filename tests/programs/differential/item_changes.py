# What is said where items cannot be changed.
class Nothing:
    pass


class Sets:
    def __setitem__(self, index, value):
        print("set", index)


class Deletes:
    def __delitem__(self, index):
        print("deleted", index)


def attempt(change):
    try:
        change()
    except Exception as e:
        print(type(e).__name__, e)


def delete(object, index):
    del object[index]


def assign(object, index):
    object[index] = 1


for object in (Nothing(), (), "a", b"a", 5, {1}, range(3)):
    for index in (0, "a", slice(1)):
        if not isinstance(object, (set, range, int)):
            attempt(lambda: delete(object, index))
    attempt(lambda: assign(object, 0))
# expect: TypeError 'Nothing' object doesn't support item deletion
# expect: TypeError 'Nothing' object does not support item deletion
# expect: TypeError 'Nothing' object does not support item deletion
# expect: TypeError 'Nothing' object does not support item assignment
# expect: TypeError 'tuple' object doesn't support item deletion
# expect: TypeError 'tuple' object does not support item deletion
# expect: TypeError 'tuple' object does not support item deletion
# expect: TypeError 'tuple' object does not support item assignment
# expect: TypeError 'str' object doesn't support item deletion
# expect: TypeError 'str' object does not support item deletion
# expect: TypeError 'str' object does not support item deletion
# expect: TypeError 'str' object does not support item assignment
# expect: TypeError 'bytes' object doesn't support item deletion
# expect: TypeError 'bytes' object does not support item deletion
# expect: TypeError 'bytes' object does not support item deletion
# expect: TypeError 'bytes' object does not support item assignment
# expect: TypeError 'int' object does not support item assignment
# expect: TypeError 'set' object does not support item assignment
# expect: TypeError 'range' object does not support item assignment
attempt(lambda: assign(Sets(), 1))  # expect: set 1
attempt(lambda: delete(Sets(), 1))  # expect: AttributeError __delitem__
attempt(lambda: delete(Deletes(), 1))  # expect: deleted 1
attempt(lambda: assign(Deletes(), 1))  # expect: AttributeError __setitem__


class Text(str):
    pass


def multiply(left, right):
    left *= right


for left, right in ((Text("a"), bytearray(b"b")), (Nothing(), "a"), ("a", Nothing()), (bytearray(b"a"), b"b"), (b"a", 1.5)):
    attempt(lambda: multiply(left, right))
# expect: TypeError can't multiply sequence by non-int of type 'bytearray'
# expect: TypeError unsupported operand type(s) for *=: 'Nothing' and 'str'
# expect: TypeError can't multiply sequence by non-int of type 'Nothing'
# expect: TypeError can't multiply sequence by non-int of type 'bytes'
# expect: TypeError can't multiply sequence by non-int of type 'float'
