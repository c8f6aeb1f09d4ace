# A bytearray is matched whole by its class, as bytes are.
class Own(bytearray):
    pass


class Fields(bytearray):
    __match_args__ = ("first",)

    @property
    def first(self):
        return self[0]


for subject in (bytearray(b"ab"), Own(b"cd"), Fields(b"ef"), b"gh", "ij"):
    match subject:
        case Fields(first):
            print("fields", first)
        case Own(whole):
            print("own", whole)
        case bytearray(whole) | bytes(whole):
            print("whole", whole)
        case _:
            print("neither")
try:
    match bytearray():
        case bytearray(one, two):
            pass
except TypeError as error:
    print(error)
# expect: whole bytearray(b'ab')
# expect: own Own(b'cd')
# expect: fields 101
# expect: whole b'gh'
# expect: neither
# expect: bytearray() accepts 1 positional sub-pattern (2 given)
