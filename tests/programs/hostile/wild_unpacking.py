# Star expressions over things that misbehave.
class Endless:
    n = 0

    def __iter__(self):
        return self

    def __next__(self):
        self.n += 1
        if self.n > 10_000:
            raise MemoryError("pretended")
        return self.n


def attempt(function):
    try:
        print(function())
    except BaseException as e:
        print(type(e).__name__, e)


def take(*args, **kwargs):
    return len(args), len(kwargs)


class BadKeys:
    def keys(self):
        return 5

    def __getitem__(self, key):
        return key


class RaisingKeys:
    def keys(self):
        return ["a"]

    def __getitem__(self, key):
        raise LookupError(key)


attempt(lambda: take(*Endless()))  # expect: MemoryError pretended
attempt(lambda: [*Endless()])  # expect: MemoryError pretended
attempt(lambda: take(**BadKeys()))  # expect: TypeError BadKeys.keys() returned a non-iterable (type int)
attempt(lambda: take(**RaisingKeys()))  # expect: LookupError a
attempt(lambda: take(**{5: 1}))  # expect: TypeError keywords must be strings
attempt(lambda: {**5})  # expect: TypeError 'int' object is not a mapping
attempt(lambda: {**BadKeys()})  # expect: TypeError BadKeys.keys() returned a non-iterable (type int)
attempt(lambda: dict(BadKeys()))  # expect: TypeError BadKeys.keys() returned a non-iterable (type int)
attempt(lambda: take(*5))  # expect: TypeError __main__.take() argument after * must be an iterable, not int
attempt(lambda: take(*[1], *None))  # expect: TypeError Value after * must be an iterable, not NoneType
attempt(lambda: take(*"ab" * 5000))  # expect: (10000, 0)
attempt(lambda: take(**{f"k{n}": n for n in range(3000)}))  # expect: (0, 3000)
try:
    a, b = Endless()
except ValueError as e:
    print("ValueError")  # expect: ValueError
