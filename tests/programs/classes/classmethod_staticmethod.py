# Methods of the class, and plain functions in it.
class Date:
    count = 0

    def __init__(self, y, m):
        self.y, self.m = y, m
        type(self).count += 1

    @classmethod
    def parse(cls, text):
        return cls(*map(int, text.split("-")))

    @staticmethod
    def valid(m):
        return 1 <= m <= 12

    def __repr__(self):
        return f"{type(self).__name__}({self.y}, {self.m})"


class Holiday(Date):
    pass


print(Date.parse("2020-5"), Holiday.parse("2021-6"))  # expect: Date(2020, 5) Holiday(2021, 6)
print(Date(1, 2).parse("3-4"), Date.valid(13), Date(1, 1).valid(3))  # expect: Date(3, 4) False True
print(Date.count, Holiday.count, Date.parse.__self__ is Date)  # expect: 4 2 True
print(Holiday.parse.__func__ is Date.parse.__func__)  # expect: True
print(type(Date.__dict__["valid"]).__name__)  # expect: staticmethod
print(type(Date.__dict__["parse"]).__name__, type(Date.valid).__name__)  # expect: classmethod function


class C:
    f = staticmethod(len)
    g = classmethod(lambda cls, x: (cls.__name__, x))
    h = len


print(C.f("abc"), C().f("ab"), C.g(1), C().g(2), C().h("abcd"))  # expect: 3 2 ('C', 1) ('C', 2) 4
print(staticmethod(lambda: "called directly")())  # expect: called directly
