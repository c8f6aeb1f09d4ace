# What a class says of its annotations may be a descriptor, for the instances; on the class it is asked as well.
class Told:
    def __get__(self, instance, owner=None):
        return {"of": "an instance" if instance is not None else owner.__name__}


class C:
    __annotations__ = Told()


class Computed:
    @property
    def __annotations__(self):
        return {"x": int}


print(C.__annotations__, C().__annotations__)  # expect: {'of': 'C'} {'of': 'an instance'}
print(type(Computed.__annotations__).__name__, Computed().__annotations__)  # expect: property {'x': <class 'int'>}
