# `%` from the other side.
print(b"of %d".__rmod__(b"%s!"), bytearray(b"x").__rmod__(bytearray(b"<%s>")))
print(b"x".__rmod__("%s"), b"x".__rmod__(5), bytearray(b"x").__rmod__(b"%s"))


class Own(bytes):
    def __rmod__(self, other):
        return "own", other


print(b"%s" % Own(b"y"), b"%s" % b"y")
try:
    5 % b"x"
except TypeError as error:
    print(error)
# expect: b'of %d!' bytearray(b'<x>')
# expect: NotImplemented NotImplemented NotImplemented
# expect: ('own', b'%s') b'y'
# expect: unsupported operand type(s) for %: 'int' and 'bytes'
