# str() of things.
class Named:
    def __str__(self):
        return "str of Named"

    def __repr__(self):
        return "repr of Named"


class OnlyRepr:
    def __repr__(self):
        return "repr only"


print(str(1), str(1.5), str(None), str([1, "a"]), str())  # expect: 1 1.5 None [1, 'a'] 
print(str("x"), str(b"x"), str(b"\xc3\xa9", "utf-8"))  # expect: x b'x' é
print(str(Named()), repr(Named()), [Named()])  # expect: str of Named repr of Named [repr of Named]
print(str(OnlyRepr()), {Named(): OnlyRepr()}.__str__())  # expect: repr only {repr of Named: repr only}
print(str(type), str(len), str(Exception("x")))  # expect: <class 'type'> <built-in function len> x
print(str(KeyError("k")))  # expect: 'k'
print(str(range(3)), str({1}), str(frozenset()))  # expect: range(0, 3) {1} frozenset()


class Bad:
    def __str__(self):
        return 5


try:
    str(Bad())
except TypeError as e:
    print(e)  # expect: __str__ returned non-string (type int)

for arguments in ((b"a", None), (b"a", "utf-8", None)):
    try:
        str(*arguments)
    except TypeError as error:
        print(error)
# expect: str() argument 'encoding' must be str, not NoneType
# expect: str() argument 'errors' must be str, not NoneType
