# __class_getitem__ serves subscripts of the class itself.
class Typed:
    def __class_getitem__(cls, key):
        return f"{cls.__name__}[{key}]"


class Sub(Typed):
    pass


print(Typed[int], Sub["x"], Typed[1, 2])  # expect: Typed[<class 'int'>] Sub[x] Typed[(1, 2)]
print(list[int], dict[str, int], tuple[int, ...])  # expect: list[int] dict[str, int] tuple[int, ...]
print(list[int]([1, 2]), list[int] == list[int])  # expect: [1, 2] True
try:
    int[3]
except TypeError as e:
    print(e)  # expect: type 'int' is not subscriptable
try:
    Typed()[0]
except TypeError as e:
    print(e)  # expect: 'Typed' object is not subscriptable
