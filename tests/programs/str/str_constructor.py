# str() of things.
class Named:
    def __str__(self):
        return "str of Named"

    def __repr__(self):
        return "repr of Named"


class OnlyRepr:
    def __repr__(self):
        return "repr only"


print(str(1), str(1.5), str(None), str([1, "a"]), str(), str("x"), str(b"x"), str(b"\xc3\xa9", "utf-8"))
# expect: 1 1.5 None [1, 'a']  x b'x' é
print(str(Named()), repr(Named()), [Named()], str(OnlyRepr()), {Named(): OnlyRepr()}.__str__())
# expect: str of Named repr of Named [repr of Named] repr only {repr of Named: repr only}
print(str(type), str(len), str(Exception("x")), str(KeyError("k")), str(range(3)), str({1}), str(frozenset()))
# expect: <class 'type'> <built-in function len> x 'k' range(0, 3) {1} frozenset()
class Bad:
    def __str__(self):
        return 5
try:
    str(Bad())
except TypeError as e:
    print(e)  # expect: __str__ returned non-string (type int)
