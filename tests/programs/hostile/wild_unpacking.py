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
        print(type(e).__name__)


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


attempt(lambda: take(*Endless()))  # expect: MemoryError
attempt(lambda: [*Endless()])  # expect: MemoryError
attempt(lambda: take(**BadKeys()))  # expect: TypeError
attempt(lambda: take(**RaisingKeys()))  # expect: LookupError
attempt(lambda: take(**{5: 1}))  # expect: TypeError
attempt(lambda: {**5})  # expect: TypeError
attempt(lambda: {**BadKeys()})  # expect: TypeError
attempt(lambda: dict(BadKeys()))  # expect: TypeError
attempt(lambda: take(*5))  # expect: TypeError
attempt(lambda: take(*[1], *None))  # expect: TypeError
attempt(lambda: take(*"ab" * 5000))  # expect: (10000, 0)
attempt(lambda: take(**{f"k{n}": n for n in range(3000)}))  # expect: (0, 3000)
try:
    a, b = Endless()
except ValueError as e:
    print("ValueError")  # expect: ValueError
