# Assignment to `__bases__`: what inherits from the class follows, or nothing changes.
import threading


class A:
    x = "A"


class B:
    x = "B"
    y = "B.y"


class C(A):
    pass


class D(C):
    pass


class E(D, B):
    pass


def names(cls):
    return [one.__name__ for one in cls.__mro__]


for _ in range(3):
    D.x, E.x
C.__bases__ = (B,)
# expect: ['C', 'B', 'object'] ['D', 'C', 'B', 'object'] ['E', 'D', 'C', 'B', 'object']
print(names(C), names(D), names(E))
# expect: B B.y B B.y
print(D.x, D.y, E.x, E().y)
# expect: ['C'] [] True
print([one.__name__ for one in B.__subclasses__() if one is not E], A.__subclasses__(), issubclass(D, B))


class G(A):
    pass


class H(G, A):
    pass


try:
    G.__bases__ = (type("Under", (H,), {}),)
except TypeError as error:
    # expect: a __bases__ item causes an inheritance cycle
    print(error)


class One:
    pass


class Two:
    pass


class Left(One):
    pass


class Right(Two, One):
    pass


class Both(Left, Right):
    pass


try:
    Left.__bases__ = (One, Two)
except TypeError as error:
    # expect: Cannot create a consistent method resolution order (MRO)
    print(str(error).split(" for bases")[0])
# expect: ['Left', 'One', 'object'] ['Both', 'Left', 'Right', 'Two', 'One', 'object'] (<class '__main__.One'>,)
print(names(Left), names(Both), Left.__bases__)


class Meta(type):
    def mro(cls):
        return [cls, *[one for one in super().mro() if one is not cls and one is not Hidden]]


class Hidden:
    z = "hidden"


class Seen:
    z = "seen"


class Filtered(Seen, metaclass=Meta):
    pass


class Below(Filtered):
    pass


Filtered.__bases__ = (Hidden, Seen)
# expect: ['Filtered', 'Seen', 'object'] ['Below', 'Filtered', 'Seen', 'object'] seen
print(names(Filtered), names(Below), Below.z)

# A ladder of diamonds: a change at its foot reaches each class once.
def ladder(steps):
    foot = top = type("Foot", (A,), {})
    for n in range(steps):
        left, right = type("Left", (top,), {}), type("Right", (top,), {})
        top = type("Top", (left, right), {})
    return foot, top


foot, top = ladder(60)
foot.value = 1
# expect: 1 183
print(top.value, len(top.__mro__))
foot, top = ladder(8)
foot.__bases__ = (B,)
# expect: B.y 27
print(top.y, len(top.__mro__))


# Two threads that would make a circle together: one of them is told.
def circle():
    class P:
        pass

    class Base:
        pass

    class Q(Base):
        pass

    class R(Base):
        pass

    barrier = threading.Barrier(2)
    told = []

    def assign(cls, other):
        barrier.wait()
        try:
            cls.__bases__ = (other,)
        except TypeError:
            told.append(cls)

    threads = [threading.Thread(target=assign, args=pair) for pair in ((Q, R), (R, Q))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    Base.value = 1
    return len(told), Q().value, R().value


# expect: {(1, 1, 1)}
print({circle() for _ in range(50)})
