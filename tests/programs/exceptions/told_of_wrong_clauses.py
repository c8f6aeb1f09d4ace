# Every class of a clause is looked at; a group that was made for `except*` has a traceback; constructors count.
# cpython: 3.13 gives the group no traceback
def attempt(function, *arguments):
    try:
        print(function(*arguments))
    except Exception as error:
        print(type(error).__name__, error)


def behind():
    try:
        raise ValueError
    except (ValueError, 42):
        pass


def nested():
    try:
        raise ValueError
    except ((ValueError,),):
        pass


attempt(behind)
attempt(nested)
try:
    raise ValueError(1)
except* ValueError as group:
    print(group.__traceback__ is not None, group.__traceback__.tb_next, repr(group))
attempt(ExceptionGroup)
attempt(ExceptionGroup, "message")
attempt(BaseExceptionGroup, "message", [ValueError()], 3)
attempt(SyntaxError, "message", ())
attempt(SyntaxError, "message", ("file", 1, 2, "text", 3))


class Abstract: ...


def delete():
    del Abstract.__abstractmethods__


attempt(lambda: Abstract.__abstractmethods__)
attempt(delete)
Abstract.__abstractmethods__ = ["x"]
attempt(Abstract)
attempt(delete)
attempt(delete)
attempt(lambda: type(Abstract()))
# expect: TypeError catching classes that do not inherit from BaseException is not allowed
# expect: TypeError catching classes that do not inherit from BaseException is not allowed
# expect: True None ExceptionGroup('', (ValueError(1),))
# expect: TypeError BaseExceptionGroup.__new__() takes exactly 2 arguments (0 given)
# expect: TypeError BaseExceptionGroup.__new__() takes exactly 2 arguments (1 given)
# expect: TypeError BaseExceptionGroup.__new__() takes exactly 2 arguments (3 given)
# expect: TypeError function takes at least 4 arguments (0 given)
# expect: TypeError end_offset must be provided when end_lineno is provided
# expect: AttributeError __abstractmethods__
# expect: AttributeError __abstractmethods__
# expect: TypeError Can't instantiate abstract class Abstract without an implementation for abstract method 'x'
# expect: None
# expect: AttributeError __abstractmethods__
# expect: <class '__main__.Abstract'>
