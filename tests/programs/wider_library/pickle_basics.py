# pickle of ordinary data and objects.
import pickle


class P:
    def __init__(self, x):
        self.x = x

    def __eq__(self, o):
        return self.x == o.x


data = {"a": [1, 2.5, None, True, "text é", b"bytes", (1, 2), {3}, 10**30, -1, frozenset([1])], "p": P(5)}
for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
    print(protocol, pickle.loads(pickle.dumps(data, protocol)) == data)
# expect: 0 True
# expect: 1 True
# expect: 2 True
# expect: 3 True
# expect: 4 True
# expect: 5 True
a = [1]
a.append(a)
b = pickle.loads(pickle.dumps(a))
print(b[1] is b, pickle.loads(pickle.dumps(len)) is len)  # expect: True True
print(pickle.loads(pickle.dumps(P)) is P)  # expect: True
for bad in (
    lambda: pickle.loads(b""),
    # A frame that ends within a value, and an object that nobody can load.
    lambda: pickle.loads(b"\x80\x04\x95\x04\x00\x00\x00\x00\x00\x00\x00\x8c\x05ab."),
    lambda: pickle.loads(b"Pabc\n."),
    lambda: pickle.loads(b"\x80\xff."),
):
    try:
        bad()
    except Exception as e:
        print(type(e).__name__)
# expect: EOFError
# expect: UnpicklingError
# expect: UnpicklingError
# expect: ValueError
