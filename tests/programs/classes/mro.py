# Several bases: the order of lookup, and orders that cannot be.
class A:
    def who(self):
        return "A"


class B(A):
    def who(self):
        return "B" + super().who()


class C(A):
    def who(self):
        return "C" + super().who()


class D(B, C):
    def who(self):
        return "D" + super().who()


print(D().who(), [c.__name__ for c in D.__mro__])  # expect: DBCA ['D', 'B', 'C', 'A', 'object']


class X:
    pass


class Y:
    pass


class P(X, Y):
    pass


class Q(Y, X):
    pass


try:

    class R(P, Q):
        pass

except TypeError as e:
    print("Cannot create a consistent method resolution" in str(e))  # expect: True
try:

    class S(A, A):
        pass

except TypeError as e:
    print(e)  # expect: duplicate base class A
try:

    class T(int, str):
        pass

except TypeError as e:
    print(e)  # expect: multiple bases have instance lay-out conflict
try:

    class U(5):
        pass

except TypeError as e:
    print(type(e).__name__)  # expect: TypeError
try:

    class V(bool):
        pass

except TypeError as e:
    print(e)  # expect: type 'bool' is not an acceptable base type
