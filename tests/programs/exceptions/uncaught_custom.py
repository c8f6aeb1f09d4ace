# The qualified name of the exception's class is shown, and its notes.
class Outer:
    class Problem(Exception):
        def __str__(self):
            return "two\nlines"


e = Outer.Problem()
e.add_note("a note about it")
raise e
# expect-error: Outer.Problem: two
# expect-error: lines
# expect-error: a note about it
# exit: 1
