# A function in a class becomes a method by way of __get__.
def f(self, x=0):
    return self, x


class C:
    m = f


c = C()
print(c.m.__func__ is f, c.m()[0] is c, f.__get__(c)(5)[1])  # expect: True True 5
print(f.__get__(None, C) is f, C.m is f, C.__dict__["m"] is f)  # expect: True True True
bound = f.__get__("any object")
print(bound(3), type(bound).__name__)  # expect: ('any object', 3) method
import types

c.own = types.MethodType(f, c)
print(c.own(7)[1], c.own.__self__ is c, "own" in vars(c))  # expect: 7 True True
