# What picklers and unpicklers remember, and how that is taken away, copied and given.
import io
import pickle

shared = ["shared"]
file = io.BytesIO()
pickler = pickle.Pickler(file, 2)
pickler.dump(shared)
first = file.tell()
pickler.dump(shared)
print(file.getvalue()[first:])  # expect: b'\x80\x02h\x00.'
memo = pickler.memo.copy()
print(sorted(number for number, _ in memo.values()), memo[id(shared)][1] is shared)  # expect: [0, 1] True
pickler.clear_memo()
print(pickler.memo.copy())  # expect: {}
pickler.memo = memo
other = pickle.Pickler(io.BytesIO())
other.memo = pickler.memo
print(other.memo.copy() == memo)  # expect: True
other.memo.clear()
print(other.memo.copy(), pickle.loads(pickle.dumps(other.memo)))  # expect: {} {}
file.seek(0)
unpickler = pickle.Unpickler(file)
one, two = unpickler.load(), unpickler.load()
print(one is two, unpickler.memo.copy())  # expect: True {0: ['shared'], 1: 'shared'}
other = pickle.Unpickler(file)
other.memo = unpickler.memo
unpickler.memo.clear()
print(other.memo.copy(), unpickler.memo.copy())  # expect: {0: ['shared'], 1: 'shared'} {}


def tell(function):
    try:
        print(function())
    except Exception as error:
        print(type(error).__name__, error)


tell(lambda: setattr(pickler, "memo", 5))
tell(lambda: setattr(pickler, "memo", {1: 2}))
tell(lambda: setattr(unpickler, "memo", {"a": 1}))
tell(lambda: setattr(unpickler, "memo", {-1: 1}))
tell(lambda: delattr(pickler, "memo"))
# expect: TypeError 'memo' attribute must be a PicklerMemoProxy object or dict, not int
# expect: TypeError 'memo' values must be 2-item tuples
# expect: TypeError memo key must be integers
# expect: ValueError memo key must be positive integers.
# expect: TypeError attribute deletion is not supported

# In fast mode nothing is remembered.
file = io.BytesIO()
pickler = pickle.Pickler(file, 2)
pickler.fast = True
pickler.dump([shared, shared])
print(file.getvalue(), pickler.fast)  # expect: b'\x80\x02](]X\x06\x00\x00\x00shareda]X\x06\x00\x00\x00sharedae.' 1
circle = []
circle.append({1: circle})
try:
    pickler.dump(circle)
except ValueError as error:
    print(str(error).split(" at ")[0])  # expect: fast mode: can't pickle cyclic objects including object type dict

# An object stays alive as long as a memo has it: no other one takes its place.
file = io.BytesIO()
pickler = pickle.Pickler(file)
for number in range(100):
    pickler.dump([number])
file.seek(0)
unpickler = pickle.Unpickler(file)
print(all(unpickler.load() == [number] for number in range(100)))  # expect: True


# Who forgets to initialise the base class is told.
class Forgetful(pickle.Pickler):
    def __init__(self):
        pass


class ForgetfulToo(pickle.Unpickler):
    def __init__(self):
        pass


tell(lambda: Forgetful().dump(1))
tell(lambda: ForgetfulToo().load())
tell(lambda: pickle.Pickler(5))
tell(lambda: pickle.Unpickler(5))
tell(lambda: pickle.dumps(1, 6))
tell(lambda: pickle.dumps(1, -1) == pickle.dumps(1, 5))
tell(lambda: pickle.loads("text"))
# expect: PicklingError Pickler.__init__() was not called by Forgetful.__init__()
# expect: UnpicklingError Unpickler.__init__() was not called by ForgetfulToo.__init__()
# expect: TypeError file must have a 'write' attribute
# expect: TypeError file must have 'read' and 'readline' attributes
# expect: ValueError pickle protocol must be <= 5
# expect: True
# expect: TypeError a bytes-like object is required, not 'str'
