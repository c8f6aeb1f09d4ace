# Without __iter__, __getitem__ is called with 0, 1, 2 … until IndexError.
class Letters:
    def __getitem__(self, i):
        print("get", i)
        return "ab"[i]


print(list(Letters()))
# expect: get 0
# expect: get 1
# expect: get 2
# expect: ['a', 'b']
print("b" in Letters())
# expect: get 0
# expect: get 1
# expect: True


class Stops:
    def __getitem__(self, i):
        if i == 2:
            raise StopIteration
        return i


print(list(Stops()))  # expect: [0, 1]


class Other:
    def __getitem__(self, i):
        raise KeyError(i)


try:
    list(Other())
except KeyError as e:
    print("KeyError", e)  # expect: KeyError 0
