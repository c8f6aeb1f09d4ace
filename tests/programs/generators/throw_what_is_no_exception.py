# What is thrown that is no exception is for whoever it reaches to refuse.
def inner():
    try:
        yield 1
    except BaseException as error:
        print("inner", repr(error))
        raise


def outer():
    try:
        yield from inner()
    except TypeError as error:
        print("outer:", error)
        yield "caught"


one = outer()
next(one)
print(one.throw(42))
# expect: inner GeneratorExit()
# expect: outer: exceptions must be classes or instances deriving from BaseException, not int
# expect: caught
try:
    one.throw("x")
except TypeError as error:
    print(error)
# expect: exceptions must be classes or instances deriving from BaseException, not str


class Iterator:
    def __iter__(self):
        return self

    def __next__(self):
        return 1

    def throw(self, *arguments):
        print("given", arguments)
        return 5


def over():
    yield from Iterator()


one = over()
next(one)
print(one.throw(42))
# expect: given (42,)
# expect: 5
