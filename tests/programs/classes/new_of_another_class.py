# `__new__` of a built-in class makes instances of it and of those that derive from it and are made as it is.
# cpython: 3.14 names MemoryError here


def attempt(function, *arguments):
    try:
        print(repr(function(*arguments)))
    except TypeError as error:
        print(error)


attempt(ValueError.__new__, KeyError)  # expect: ValueError.__new__(KeyError): KeyError is not a subtype of ValueError
attempt(ValueError.__new__, int)  # expect: ValueError.__new__(int): int is not a subtype of ValueError
attempt(ValueError.__new__, 3)  # expect: ValueError.__new__(X): X is not a type object (int)
attempt(ValueError.__new__)  # expect: ValueError.__new__(): not enough arguments
attempt(Exception.__new__, KeyError, 1)  # expect: KeyError(1)
attempt(BaseException.__new__, OSError)  # expect: BaseException.__new__(OSError) is not safe, use OSError.__new__()
attempt(Exception.__new__, MemoryError)  # expect: Exception.__new__(MemoryError) is not safe, use MemoryError.__new__()


class Lost(OSError):
    pass


class Found(OSError):
    def __new__(cls):
        return super().__new__(cls)


attempt(Exception.__new__, Lost)  # expect: Exception.__new__(Lost) is not safe, use Lost.__new__()
attempt(Exception.__new__, Found)  # expect: Exception.__new__(Found) is not safe, use OSError.__new__()
attempt(OSError.__new__, Found)  # expect: Found()
attempt(Found)  # expect: Found()


class Both(ValueError, OSError):
    pass


print(repr(Both(2, "none")), Both(2, "none").errno)  # expect: Both(2, 'none') 2
attempt(ValueError.__new__, Both)  # expect: ValueError.__new__(Both) is not safe, use Both.__new__()


class Text(str):
    def __new__(cls, text):
        return str.__new__(cls, text.upper())


class Mixin:
    pass


print(type("Mixed", (Mixin, Text), {})("a"))  # expect: A
attempt(object.__new__, type("Mixed", (Mixin, Text), {}))  # expect: object.__new__(Mixed) is not safe, use str.__new__()
# Which class is to be made is asked before what of.
attempt(type(attempt).__new__, KeyError)  # expect: function.__new__(KeyError): KeyError is not a subtype of function
attempt(memoryview.__new__, int)  # expect: memoryview.__new__(int): int is not a subtype of memoryview
