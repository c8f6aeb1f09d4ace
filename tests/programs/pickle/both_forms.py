# The library's own form in Python is still there, and both read what the other writes.
import io
import pickle
import random

random.seed(5)


class Plain:
    def __init__(self, value):
        self.value = value

    def __eq__(self, other):
        return type(self) is type(other) and self.value == other.value


def make(depth):
    kind = random.randrange(13 if depth else 8)
    match kind:
        case 0:
            return random.choice([None, True, False, ...])
        case 1:
            return random.randrange(-300, 300)
        case 2:
            return random.choice([1, -1]) * random.getrandbits(random.randrange(1, 3000))
        case 3:
            return random.choice([0.5, -1e300, float("inf")])
        case 4:
            return "".join(random.choice("aé€𝄞\\\n\0") for _ in range(random.choice([0, 1, 5, 300])))
        case 5:
            return random.randbytes(random.choice([0, 1, 300]))
        case 6:
            return bytearray(b"array")
        case 7:
            return frozenset(range(random.randrange(4)))
    parts = [make(depth - 1) for _ in range(random.choice([0, 1, 2, 3, 4, 6]))]
    match kind:
        case 8:
            return parts
        case 9:
            return tuple(parts)
        case 10:
            return {str(number): part for number, part in enumerate(parts)}
        case 11:
            return Plain(parts)
        case _:
            return [parts, parts]


def python_form(value, protocol):
    file = io.BytesIO()
    pickle._Pickler(file, protocol).dump(value)
    return file.getvalue()


for _ in range(300):
    value = make(3)
    protocol = random.randrange(6)
    one, other = pickle.dumps(value, protocol), python_form(value, protocol)
    for data in (one, other):
        assert pickle.loads(data) == value
        assert pickle._loads(data) == value
    # Reading and writing again gives what was read.
    assert pickle.dumps(pickle.loads(one), protocol) == pickle.dumps(pickle.loads(other), protocol)
print(pickle.Pickler.__module__, pickle._Pickler.__module__, pickle.PicklingError.__module__)
# expect: _pickle pickle _pickle
