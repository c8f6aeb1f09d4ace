# A built-in class of exceptions has an `__init__` of its own only where it does something of its own: of several bases the one
# that has one runs.
# cpython: each class has one in 3.13
print([cls.__name__ for cls in (Exception, LookupError, KeyError, OSError, FileNotFoundError, NameError) if "__init__" in vars(cls)])
# expect: ['OSError', 'NameError']
print(LookupError.__init__ is Exception.__init__)  # expect: True
print(UnboundLocalError.__init__)  # expect: <slot wrapper '__init__' of 'NameError' objects>


class Both(LookupError, UnicodeEncodeError):
    pass


for cls in Both, UnicodeEncodeError:
    try:
        print(cls("only one"))
    except TypeError as error:
        print(error)
# expect: function takes exactly 5 arguments (1 given)
# expect: function takes exactly 5 arguments (1 given)


class First(LookupError, OSError):
    pass


first = First(2, "text")
print(first.args, first.errno, first)  # expect: (2, 'text') 2 [Errno 2] text


class Last(OSError, LookupError):
    pass


last = Last(2, "text")
print(last.args, last.errno, last)  # expect: (2, 'text') 2 [Errno 2] text


class Named(ValueError, NameError):
    pass


print(Named(1, name="x").name)  # expect: x


class Ended(UnicodeError, SystemExit):
    pass


print(Ended(4).code)  # expect: 4


class Warned(FileNotFoundError, Warning):
    pass


for cls in (Warned, OSError, UnboundLocalError, ModuleNotFoundError):
    try:
        cls(None, x=1)
    except TypeError as error:
        print(error)
# expect: Warned() takes no keyword arguments
# expect: OSError() takes no keyword arguments
# expect: NameError() got an unexpected keyword argument 'x'
# expect: ImportError() got an unexpected keyword argument 'x'
