# A staticmethod or classmethod can be given attributes.
class A:
    @staticmethod
    def still():
        """Stands still."""

    @classmethod
    def cls(cls):
        return cls.__name__


for name in ("still", "cls"):
    method = A.__dict__[name]
    method.mark = name
    print(method.mark, method.__name__, "mark" in method.__dict__, hasattr(getattr(A, name), "mark"))
# expect: still still True False
# expect: cls cls True False
del A.__dict__["still"].mark
print(hasattr(A.__dict__["still"], "mark"), A.still(), A.cls())
# expect: False None A
