# __hash__ that raises, changes or returns nonsense.
class Hash:
    def __init__(self, *values):
        self.values = list(values)

    def __hash__(self):
        v = self.values.pop(0) if len(self.values) > 1 else self.values[0]
        if isinstance(v, Exception):
            raise v
        return v

    def __eq__(self, other):
        return self is other


def attempt(function):
    try:
        print(function())
    except Exception as e:
        print(type(e).__name__, e)


attempt(lambda: {Hash(ValueError("no hash")): 1})  # expect: ValueError no hash
attempt(lambda: hash(Hash("text")))  # expect: TypeError __hash__ method should return an integer
attempt(lambda: hash(Hash(1.5)))  # expect: TypeError __hash__ method should return an integer
attempt(lambda: hash(Hash(None)))  # expect: TypeError __hash__ method should return an integer
attempt(lambda: hash(Hash(10**30)) == hash(10**30))  # expect: True
attempt(lambda: Hash(KeyError("k")) in {1: 2})  # expect: KeyError 'k'
attempt(lambda: Hash(KeyError("k")) in {1})  # expect: KeyError 'k'
attempt(lambda: len({Hash(ValueError("v"))}))  # expect: ValueError v
moving = Hash(1, 2, 3)
d = {moving: "there"}
print(moving in d, list(d.values()), len(d))  # expect: False ['there'] 1
attempt(lambda: d.get(moving))  # expect: None
for n in range(100):
    d[n] = n
print(len(d))  # expect: 101
