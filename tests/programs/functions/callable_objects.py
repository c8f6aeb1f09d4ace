# Everything that can be called.
class Adder:
    def __init__(self, n):
        self.n = n

    def __call__(self, x, *, twice=False):
        return (x + self.n) * (2 if twice else 1)


add = Adder(5)
print(add(1), add(1, twice=True), callable(add), callable(5))  # expect: 6 12 True False
print(callable(Adder), callable(len), callable(add.__call__))  # expect: True True True
print(list(map(add, [1, 2])), sorted("bca", key="abc".index))  # expect: [6, 7] ['a', 'b', 'c']
print(list(map(str.upper, "ab")), list(map([].append, [])), max([3, -5], key=abs))  # expect: ['A', 'B'] [] -5
bound = [1, 2].append
bound(3)
print(bound.__self__, bound.__name__, "x".join.__self__)  # expect: [1, 2, 3] append x
print(len.__name__, str.join("-", ["a", "b"]), list.append.__name__)  # expect: len a-b append


class Instance:
    pass


i = Instance()
i.__call__ = lambda: 1
try:
    i()
except TypeError as e:
    print(e)  # expect: 'Instance' object is not callable
i.method = lambda x: x
print(i.method(7))  # expect: 7
