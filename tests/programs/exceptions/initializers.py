# Each built-in class of exceptions has an `__init__` of its own, so that of several bases the first one's runs.
print(all("__init__" in vars(cls) for cls in (Exception, LookupError, KeyError, FileNotFoundError, Warning)))
# expect: True
print(LookupError.__init__ is Exception.__init__)  # expect: False


class Both(LookupError, UnicodeEncodeError):
    pass


both = Both("only one")
print(both.args, both.encoding)  # expect: ('only one',) None
try:
    print(UnicodeEncodeError("only one"))
except TypeError as error:
    print(error)  # expect: function takes exactly 5 arguments (1 given)


class First(LookupError, OSError):
    pass


first = First(2, "text")
print(first.args, first.errno)  # expect: (2, 'text') None


class Last(OSError, LookupError):
    pass


last = Last(2, "text")
print(last.args, last.errno, last)  # expect: (2, 'text') 2 [Errno 2] text


class Warned(FileNotFoundError, Warning):
    pass


for cls in (Warned, OSError):
    try:
        cls(None, x=1)
    except TypeError as error:
        print(error)
# expect: Warned() takes no keyword arguments
# expect: OSError() takes no keyword arguments
