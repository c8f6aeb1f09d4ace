# reversed of sequences, dicts and objects.
class Seq:
    def __len__(self):
        return 3

    def __getitem__(self, i):
        print("get", i)
        return i * 10


class Own:
    def __reversed__(self):
        return "own"


class Never:
    __reversed__ = None

    def __len__(self):
        return 1

    def __getitem__(self, i):
        return i


print(list(reversed(Seq())))
# expect: get 2
# expect: get 1
# expect: get 0
# expect: [20, 10, 0]
print(reversed(Own()), list(reversed([1, 2])), list(reversed("ab")))  # expect: own [2, 1] ['b', 'a']
print(list(reversed({1: 2, 3: 4})), list(reversed(range(3))))  # expect: [3, 1] [2, 1, 0]
for bad in (Never(), {1}, 5, (x for x in [])):
    try:
        reversed(bad)
    except TypeError as e:
        print(e)
# expect: 'Never' object is not reversible
# expect: 'set' object is not reversible
# expect: 'int' object is not reversible
# expect: 'generator' object is not reversible
