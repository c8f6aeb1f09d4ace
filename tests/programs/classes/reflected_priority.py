# A subclass on the right-hand side is asked first if it overrides the reflected method.
class Base:
    def __add__(self, o):
        return "Base.add"

    def __radd__(self, o):
        return "Base.radd"

    def __eq__(self, o):
        return "Base.eq"

    def __lt__(self, o):
        return "Base.lt"

    def __gt__(self, o):
        return "Base.gt"


class Same(Base):
    pass


class Over(Base):
    def __radd__(self, o):
        return "Over.radd"

    def __gt__(self, o):
        return "Over.gt"

    def __eq__(self, o):
        return "Over.eq"


print(Base() + Same(), Base() + Over())  # expect: Base.add Over.radd
print(Over() + Base(), Same() + Over())  # expect: Base.add Base.add
print(Base() < Over(), Base() == Over(), Over() == Base())  # expect: Over.gt Over.eq Over.eq
print(Base() < Same(), 1 + Over(), Base() + 1)  # expect: Base.gt Over.radd Base.add


class Declines:
    def __add__(self, o):
        print("add declined")
        return NotImplemented

    def __eq__(self, o):
        print("eq declined")
        return NotImplemented


class Accepts:
    def __radd__(self, o):
        return "radd accepts"

    def __eq__(self, o):
        return "eq accepts"


print(Declines() + Accepts(), Declines() == Accepts(), Declines() == Declines(), Declines() != 1)
# expect: add declined
# expect: eq declined
# expect: eq declined
# expect: eq declined
# expect: eq declined
# expect: radd accepts eq accepts False True
try:
    Declines() + Declines()
except TypeError as e:
    print(e)
# expect: add declined
# expect: unsupported operand type(s) for +: 'Declines' and 'Declines'
