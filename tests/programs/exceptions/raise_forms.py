# Everything raise accepts.
def attempt(function):
    try:
        function()
    except BaseException as e:
        print(type(e).__name__, e.args, repr(e.__cause__), repr(e.__context__), e.__suppress_context__)


def raise_(x):
    raise x


def raise_from(x, cause):
    raise x from cause


def reraise():
    raise


attempt(lambda: raise_(ValueError))  # expect: ValueError () None None False
attempt(lambda: raise_(ValueError("a", 1)))  # expect: ValueError ('a', 1) None None False
attempt(lambda: raise_(5))  # expect: TypeError ('exceptions must derive from BaseException',) None None False
attempt(lambda: raise_("text"))
# expect: TypeError ('exceptions must derive from BaseException',) None None False
attempt(lambda: raise_(int))
# expect: TypeError ('exceptions must derive from BaseException',) None None False
attempt(lambda: raise_from(ValueError("v"), KeyError("k")))
# expect: ValueError ('v',) KeyError('k') None True
attempt(lambda: raise_from(ValueError("v"), KeyError))  # expect: ValueError ('v',) KeyError() None True
attempt(lambda: raise_from(ValueError("v"), None))  # expect: ValueError ('v',) None None True
attempt(lambda: raise_from(ValueError("v"), 5))
# expect: TypeError ('exception causes must derive from BaseException',) None None False
attempt(lambda: raise_(None))
# expect: TypeError ('exceptions must derive from BaseException',) None None False
attempt(reraise)  # expect: RuntimeError ('No active exception to reraise',) None None False
attempt(lambda: raise_(SystemExit(3)))  # expect: SystemExit (3,) None None False
attempt(lambda: raise_(KeyboardInterrupt))  # expect: KeyboardInterrupt () None None False


class NeedsArgs(Exception):
    def __init__(self, a, b):
        super().__init__(f"{a}-{b}")


attempt(lambda: raise_(NeedsArgs(1, 2)))  # expect: NeedsArgs ('1-2',) None None False
attempt(lambda: raise_(NeedsArgs))
# expect: TypeError ("NeedsArgs.__init__() missing 2 required positional arguments: 'a' and 'b'",) None None False
