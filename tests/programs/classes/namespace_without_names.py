# A class body asks its namespace for `__name__` first, whatever that is.
class Meta(type):
    @classmethod
    def __prepare__(metacls, name, bases, space=None):
        return space

    def __new__(metacls, name, bases, namespace, space=None):
        return super().__new__(metacls, name, bases, dict(namespace))

    def __init__(cls, *rest, space=None):
        pass


class Loud(dict):
    def __getitem__(self, key):
        print("asked for", key)
        return super().__getitem__(key)


class C(metaclass=Meta, space=Loud(__name__="other")):
    pass


# expect: asked for __name__
print(C.__module__)  # expect: other

for space in ("text", 1):
    try:

        class D(metaclass=Meta, space=space):
            pass
    except TypeError as error:
        print(error)
# expect: string indices must be integers, not 'str'
# expect: Meta.__prepare__() must return a mapping, not int
