# What stands behind an operator counts its operands, and names neither itself nor them.
def attempt(function, *arguments, **keywords):
    try:
        function(*arguments, **keywords)
    except TypeError as error:
        print(error)


attempt((1).__add__)  # expect: expected 1 argument, got 0
attempt((1).__lt__, 1, 2)  # expect: expected 1 argument, got 2
attempt([].__len__, 1)  # expect: expected 0 arguments, got 1
attempt(iter([]).__next__, 1)  # expect: expected 0 arguments, got 1
attempt(int.__add__, 1)  # expect: expected 1 argument, got 0
attempt((1).__add__, x=1)  # expect: wrapper __add__() takes no keyword arguments
attempt([].__getitem__)  # expect: list.__getitem__() takes exactly one argument (0 given)
attempt((1).__add__)  # expect: expected 1 argument, got 0
