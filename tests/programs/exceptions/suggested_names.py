# Names of variables, attributes and modules that may have been meant.
class Shelf:
    def __init__(self):
        self.books = 0
        self._hidden = 1

    def count(self):
        return books

    def peek(self):
        return self._hiden


def local():
    quantity = 1
    return quantty


def forgotten():
    return collections


def none():
    return zzzzzz


def imported():
    from math import sqroot


failed = []
for function in Shelf().count, Shelf().peek, local, forgotten, none, imported, lambda: Shelf()._boks:
    try:
        function()
    except Exception as error:
        failed.append(error)
raise ExceptionGroup("all", failed)
# expect-error: NameError: name 'books' is not defined. Did you mean: 'self.books'?
# expect-error: AttributeError: 'Shelf' object has no attribute '_hiden'. Did you mean: '_hidden'?
# expect-error: NameError: name 'quantty' is not defined. Did you mean: 'quantity'?
# expect-error: NameError: name 'collections' is not defined. Did you forget to import 'collections'?
# expect-error: NameError: name 'zzzzzz' is not defined
# expect-error: ImportError: cannot import name 'sqroot' from 'math'
# expect-error: . Did you mean: 'sqrt'?
# expect-error: AttributeError: 'Shelf' object has no attribute '_boks'. Did you mean: 'books'?
# exit: 1
