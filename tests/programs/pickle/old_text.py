# What Python 2 has pickled: text that is bytes, and lines in place of lengths.
import io
import pickle

DATA = {
    "STRING": b"S'caf\\xe9\\n'\n.",
    "BINSTRING": b"T\x04\x00\x00\x00caf\xe9.",
    "SHORT_BINSTRING": b"U\x04caf\xe9.",
}
for name, data in DATA.items():
    for encoding in ("latin-1", "bytes", "ASCII"):
        try:
            print(name, encoding, ascii(pickle.loads(data, encoding=encoding)))
        except UnicodeDecodeError as error:
            print(name, error.reason)
# expect: STRING latin-1 'caf\xe9\n'
# expect: STRING bytes b'caf\xe9\n'
# expect: STRING ordinal not in range(128)
# expect: BINSTRING latin-1 'caf\xe9'
# expect: BINSTRING bytes b'caf\xe9'
# expect: BINSTRING ordinal not in range(128)
# expect: SHORT_BINSTRING latin-1 'caf\xe9'
# expect: SHORT_BINSTRING bytes b'caf\xe9'
# expect: SHORT_BINSTRING ordinal not in range(128)
print(ascii(pickle.loads(DATA["STRING"], errors="replace")))  # expect: 'caf\ufffd\n'
print(pickle.Unpickler(io.BytesIO(DATA["BINSTRING"]), encoding="bytes").load())  # expect: b'caf\xe9'
print(ascii(pickle.loads(b"V\\u20ac\\U0001d11e\xe9\\\n.")))  # expect: '\u20ac\U0001d11e\xe9\\'
print(pickle.loads(b"(I1\nI01\nI00\nI-5\nL7L\nL8\nF1.5\nFinf\nNt."))
# expect: (1, True, False, -5, 7, 8, 1.5, inf, None)
print(pickle.loads(b"(lp0\nI1\nag0\na."))  # expect: [1, [...]]
print(pickle.loads(b"(S'a'\nI1\nd."), pickle.loads(b"(I1\nI2\nl."))  # expect: {'a': 1} [1, 2]


class Old:
    def __init__(self, *arguments):
        self.arguments = arguments


print(pickle.loads(b"(i__main__\nOld\n(dS'a'\nI1\nsb.").__dict__)  # expect: {'a': 1}
print(pickle.loads(b"(I1\nI2\ni__main__\nOld\n.").__dict__)  # expect: {'arguments': (1, 2)}
print(pickle.loads(b"(c__main__\nOld\nI1\no.").__dict__)  # expect: {'arguments': (1,)}


def tell(data):
    try:
        print(ascii(pickle.loads(data)))
    except Exception as error:
        print(type(error).__name__, ascii(str(error)))


tell(b"S'a\n.")
tell(b"Sa\n.")
tell(b"S'\n.")
tell(b"Ix\n.")
tell(b"I\n.")
tell(b"I" + b"9" * 5000 + b"\n.")
tell(b"Fx\n.")
tell(b"F1e999\n.")
tell(b"F1_0\n.")
tell(b"V\\u12\n.")
tell(b"c\nx\n.")
# expect: UnpicklingError 'the STRING opcode argument must be quoted'
# expect: UnpicklingError 'the STRING opcode argument must be quoted'
# expect: UnpicklingError 'the STRING opcode argument must be quoted'
# expect: ValueError 'could not convert string to int'
# expect: UnpicklingError 'pickle data was truncated'
# expect: ValueError 'could not convert string to int'
# expect: ValueError "could not convert string to float: 'x\n'"
# expect: OverflowError "value too large to convert to float: '1e999\n'"
# expect: ValueError 'could not convert string to float'
# expect: UnicodeDecodeError "'rawunicodeescape' codec can't decode bytes in position 0-3: truncated \\uXXXX escape"
# expect: UnpicklingError 'pickle data was truncated'
