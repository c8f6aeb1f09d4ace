# Which of __new__ and __init__ reads an OSError's arguments.
class Both(OSError):
    def __new__(cls, *args):
        return super().__new__(cls, *args)

    def __init__(self, *args, **named):
        super().__init__()


class Init(OSError):
    def __init__(self, *args):
        super().__init__(*args[1:])


class New(OSError):
    def __new__(cls, *args):
        return super().__new__(cls, *args[1:])


for make in Both, Init, New:
    for arguments in ((5,), (1, 2, "text"), (2, "text"), ()):
        try:
            error = make(*arguments)
            print(make.__name__, arguments, error.args, error.errno, error.strerror)
        except TypeError as wrong:
            print(make.__name__, arguments, wrong)
# expect: Both (5,) (5,) None None
# expect: Both (1, 2, 'text') (1, 2) 1 2
# expect: Both (2, 'text') (2, 'text') 2 text
# expect: Both () () None None
# expect: Init (5,) () None None
# expect: Init (1, 2, 'text') (2, 'text') 2 text
# expect: Init (2, 'text') ('text',) None None
# expect: Init () () None None
# expect: New (5,) () None None
# expect: New (1, 2, 'text') (2, 'text') 2 text
# expect: New (2, 'text') ('text',) None None
# expect: New () () None None
