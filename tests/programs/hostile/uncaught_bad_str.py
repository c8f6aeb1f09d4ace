# An uncaught exception whose __str__ fails is still reported.
class BadStr(Exception):
    def __str__(self):
        raise ValueError("no str")


raise BadStr
# expect-error: BadStr: <exception str() failed>
# exit: 1
