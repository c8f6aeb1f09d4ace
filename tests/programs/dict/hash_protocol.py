# Defining __eq__ without __hash__ makes a class unhashable.
class Eq:
    def __eq__(self, other):
        return True


class Both(Eq):
    def __hash__(self):
        return 1


class Inherits(Both):
    pass


class BigHash:
    def __hash__(self):
        return 2**100


class BadHash:
    def __hash__(self):
        return "x"


for cls in (Eq, Both, Inherits, BigHash, BadHash):
    try:
        print(cls.__name__, {cls(): 1} != {}, isinstance(hash(cls()), int))
    except TypeError as e:
        print(cls.__name__, type(e).__name__)
# expect: Eq TypeError
# expect: Both True True
# expect: Inherits True True
# expect: BigHash True True
# expect: BadHash TypeError
print(Eq.__hash__, len({Both(): 1, Both(): 2}))  # expect: None 1
print(hash(-1), hash(2**61 - 1), hash(2**61))  # expect: -2 0 1
