# Exception classes of one's own.
class AppError(Exception):
    """Base of the application's errors."""

    def __init__(self, message, code=1):
        super().__init__(message)
        self.code = code


class NotFound(AppError):
    def __str__(self):
        return f"not found: {self.args[0]}"


class Plain(Exception):
    pass


class NoSuper(Exception):
    def __init__(self, a, b):
        self.a = a


for make in (
    lambda: AppError("broken", 3),
    lambda: NotFound("page"),
    lambda: Plain(),
    lambda: Plain("one"),
    lambda: Plain("one", 2),
    lambda: NoSuper("x", "y"),
):
    try:
        raise make()
    except Exception as e:
        print(str(e), repr(e), e.args, getattr(e, "code", None))
# expect: broken AppError('broken') ('broken',) 3
# expect: not found: page NotFound('page') ('page',) 1
# expect:  Plain() () None
# expect: one Plain('one') ('one',) None
# expect: ('one', 2) Plain('one', 2) ('one', 2) None
# expect: ('x', 'y') NoSuper('x', 'y') ('x', 'y') None
e = Plain("note me")
e.add_note("a note")
e.add_note("another")
e.extra = 5
print(e.__notes__, e.extra)  # expect: ['a note', 'another'] 5
print(isinstance(e, Exception))  # expect: True
print(Plain.__mro__[1:3])  # expect: (<class 'Exception'>, <class 'BaseException'>)
try:
    e.add_note(5)
except TypeError as t:
    print(type(t))  # expect: <class 'TypeError'>
