# A class may say that its instances have no text.


class NoRepr:
    __repr__ = None


class NoStr(Exception):
    __str__ = None


for text, value in [(repr, NoRepr()), (str, NoRepr()), (str, NoStr("about")), ("{}".format, NoStr("about"))]:
    try:
        print(text(value))
    except TypeError as error:
        print(error)
# expect: 'NoneType' object is not callable
# expect: 'NoneType' object is not callable
# expect: 'NoneType' object is not callable
# expect: 'NoneType' object is not callable
print(repr(NoStr("about")))  # expect: NoStr('about')
try:
    print(f"{NoRepr()!r}", [NoRepr()])
except TypeError as error:
    print(error)  # expect: 'NoneType' object is not callable
