# __eq__ that changes the list being searched, counted, removed from or compared.
class Evil:
    def __init__(self, target, result=False):
        self.target, self.result = target, result

    def __eq__(self, other):
        self.target.clear()
        return self.result


def fresh(result=False, n=5):
    a = []
    a.extend(Evil(a, result) for _ in range(n))
    return a


a = fresh()
print(1 in a, a)  # expect: False []
a = fresh()
print(a.count(1), a)  # expect: 0 []
a = fresh()
try:
    a.index(1)
except ValueError:
    print("ValueError", a)  # expect: ValueError []
a = fresh()
try:
    a.remove(1)
except ValueError:
    print("ValueError", a)  # expect: ValueError []
a = fresh(True)
try:
    a.remove(1)
except (ValueError, IndexError):
    pass
print("either way", a)  # expect: either way []
a, b = fresh(), fresh()
print(a == b, a == b, a, len(b))  # expect: False False [] 5
a = fresh()
try:
    a < [1, 2, 3]
except TypeError:
    pass
print("compared", a)  # expect: compared []
