# Frames of special methods called by operators.
class N:
    def __add__(self, other):
        return self.missing

    def __iter__(self):
        raise TypeError("no iteration today")


def add():
    return N() + 1


try:
    for x in N():
        pass
except TypeError as e:
    print(e)  # expect: no iteration today
add()
# expect-error:     return N() + 1
# expect-error:            ~~~~^~~
# expect-error: in __add__
# expect-error:     return self.missing
# expect-error:            ^^^^^^^^^^^^
# expect-error: AttributeError: 'N' object has no attribute 'missing'
# exit: 1
