# What a class in C keeps for itself is not copied, in no subclass either.
import copy
import pickle


class Property(property):
    pass


class Static(staticmethod):
    pass


class Super(super):
    pass


class Told(property):
    def __reduce__(self):
        return Told, ()


def attempt(value):
    said = set()
    for function in (copy.copy, copy.deepcopy, lambda value: pickle.loads(pickle.dumps(value, 2))):
        try:
            said.add(type(function(value)).__name__)
        except Exception as e:
            said.add(str(e))
    print(*said)


attempt(Property())  # expect: cannot pickle 'Property' object
attempt(Static(len))  # expect: cannot pickle 'Static' object
attempt(Super(int))  # expect: cannot pickle 'Super' object
attempt(Told())  # expect: Told
attempt(memoryview(b""))  # expect: cannot pickle memoryview objects
