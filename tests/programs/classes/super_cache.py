# `super()` at places that see many classes, and while they change.


class Base:
    def who(self):
        return ["Base"]

    value = "Base.value"

    @classmethod
    def made(cls):
        return [cls.__name__]

    @property
    def computed(self):
        return "Base.computed"


class Left(Base):
    def who(self):
        return ["Left", *super().who()]

    @classmethod
    def made(cls):
        return ["Left", *super().made()]

    @property
    def computed(self):
        return "Left " + super().computed

    def read(self):
        return super().value


class Right(Base):
    def who(self):
        return ["Right", *super().who()]

    value = "Right.value"


class Both(Left, Right):
    def who(self):
        return ["Both", *super().who()]


answers = []
for _ in range(3):
    answers.append((Left().who(), Both().who(), Right().who()))
    answers.append((Left().read(), Both().read(), Left().computed, Both().computed))
    answers.append((Left.made(), Both.made()))
# expect: True
print(answers[:3] == answers[3:6] == answers[6:])
# expect: (['Left', 'Base'], ['Both', 'Left', 'Right', 'Base'], ['Right', 'Base'])
# expect: ('Base.value', 'Right.value', 'Left Base.computed', 'Left Base.computed')
# expect: (['Left', 'Left'], ['Left', 'Both'])
print(*answers[:3], sep="\n")

Right.who = lambda self: ["replaced"]
# expect: ['Both', 'Left', 'replaced'] ['Left', 'Base']
print(Both().who(), Left().who())
del Right.who
# expect: ['Both', 'Left', 'Base']
print(Both().who())
Right.value = "changed"
# expect: changed Base.value
print(Both().read(), Left().read())


class Other(Base):
    def who(self):
        return ["Other", *super().who()]


Right.__bases__ = (Other,)
# expect: ['Both', 'Left', 'Right', 'Other', 'Base']
Right.who = lambda self: ["Right", *super(Right, self).who()]
print(Both().who())


# One body, many classes: the class that a method belongs to is not always the same for the same code.
def make(base, label):
    class Made(base):
        def who(self):
            return [label, *super().who()]

    return Made


First = make(Base, "first")
Second = make(First, "second")
Third = make(Second, "third")
for _ in range(3):
    # expect: ['third', 'second', 'first', 'Base'] ['second', 'first', 'Base'] ['first', 'Base']
    # expect: ['third', 'second', 'first', 'Base'] ['second', 'first', 'Base'] ['first', 'Base']
    # expect: ['third', 'second', 'first', 'Base'] ['second', 'first', 'Base'] ['first', 'Base']
    print(Third().who(), Second().who(), First().who())

Base.__new__ = lambda cls: object.__new__(cls)
instance = Third()
instance.__class__ = Second
# expect: ['second', 'first', 'Base']
print(instance.who())
try:
    Left.who(First())
except TypeError as error:
    # expect: obj
    print(str(error).split()[1].strip("(,):"))
