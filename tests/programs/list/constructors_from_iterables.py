# list() asks for the length, but trusts only the iterator.
class Sized:
    def __init__(self, hint):
        self.hint = hint

    def __iter__(self):
        return iter([1, 2, 3])

    def __length_hint__(self):
        return self.hint


print(list(Sized(0)), list(Sized(100)))  # expect: [1, 2, 3] [1, 2, 3]
print([*Sized(1)], list(Sized(NotImplemented)))  # expect: [1, 2, 3] [1, 2, 3]


class Old:
    def __getitem__(self, i):
        if i > 3:
            raise IndexError
        return i * i


print(list(Old()), 9 in Old(), [x for x in Old()])  # expect: [0, 1, 4, 9] True [0, 1, 4, 9]
print(tuple(Old()), max(Old()))  # expect: (0, 1, 4, 9) 9
try:
    list(Sized(-1))
except ValueError as e:
    print(e)  # expect: __length_hint__() should return >= 0


class Fails:
    def __iter__(self):
        yield 1
        raise RuntimeError("half way")


try:
    list(Fails())
except RuntimeError as e:
    print(e)  # expect: half way
a = [0]
try:
    a.extend(Fails())
except RuntimeError:
    print(a)  # expect: [0, 1]
