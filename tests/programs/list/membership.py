# in, index and count use identity first and then equality.
class Never:
    def __eq__(self, other):
        return False

    __hash__ = None


class Always:
    def __eq__(self, other):
        return True


n = Never()
print(n in [n], n == n, [n].index(n), [n].count(n))  # expect: True False 0 1
print([n].count(Never()), Never() in [n])  # expect: 0 False
print(Always() in [1], 1 in [Always()], [1, 2].index(Always()))  # expect: True True 0
print([5, Always()].index(7), [1, 2, 3].count(Always()))  # expect: 1 3
print(1 in [True], 1.0 in [1], "a" in ["A"])  # expect: True True False
print(None in [0], [] in [[]], not 3 in [1, 2])  # expect: False True True
