# Names with two underscores are mangled inside a class.
class A:
    __x = 1

    def __init__(self):
        self.__y = 2

    def __hidden(self):
        return "A hidden"

    def get(self):
        return self.__x, self.__y, self.__hidden()


class B(A):
    __x = 10

    def __hidden(self):
        return "B hidden"

    def both(self):
        return self.__x, self.__hidden(), self.get()


b = B()
print(b.both(), sorted(vars(b)), b._A__y)  # expect: (10, 'B hidden', (1, 2, 'A hidden')) ['_A__y'] 2
print(A._A__x, B._B__x, hasattr(b, "__y"))  # expect: 1 10 False


class C:
    __dunder__ = "kept"

    def f(self, __arg):
        def inner():
            return __arg

        __local = __arg * 2
        return inner(), __local, [n for n in locals() if "local" in n]


print(C().f(3), C.__dunder__, "_C__dunder__" in vars(C))  # expect: (3, 6, ['_C__local']) kept False
