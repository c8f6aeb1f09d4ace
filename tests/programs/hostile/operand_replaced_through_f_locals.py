"""An instruction works on what it has read, though Python code that it calls assigns to the variable it read from."""

import sys


def replace(name, value):
    sys._getframe(2).f_locals[name] = value


class Left:
    def __add__(self, other):
        replace("right", 5)
        replace("left", None)
        return NotImplemented

    def __eq__(self, other):
        replace("left", 1.5)
        replace("right", [])
        return NotImplemented

    def __contains__(self, item):
        replace("left", {})
        replace("right", ())
        return item == "first"

    def __getitem__(self, index):
        replace("right", slice(None))
        replace("left", "text")
        return type(index).__name__

    def __setitem__(self, index, value):
        replace("right", object)
        replace("left", 0)
        self.seen = type(index).__name__, value

    def __getattr__(self, name):
        replace("left", [1])
        return name, type(self).__name__

    def __bool__(self):
        replace("left", 7)
        return True

    def __iter__(self):
        replace("left", iter(()))
        return iter("ab")

    def __neg__(self):
        replace("left", "negative")
        return type(self).__name__


class Right:
    def __radd__(self, other):
        return type(self).__name__, type(other).__name__

    def __eq__(self, other):
        return type(self).__name__ == "Right" and type(other).__name__ == "Left"


def add():
    left, right = Left(), Right()
    print(left + right, left, right)


def equal():
    left, right = Left(), Right()
    print(left == right, left, right)


def contains():
    left, right = Left(), "first"
    print(right in left, left, right)


def item():
    left, right = Left(), 0
    print(left[right], left, right)


def set_item():
    left, right = Left(), "key"
    kept = left
    left[right] = "value"
    print(kept.seen, left, right)


def attribute():
    left = Left()
    print(left.anything, left)


def truth():
    left = Left()
    print(not left, left)


def iterate():
    left = Left()
    print(*left, type(left).__name__)


def negate():
    left = Left()
    print(-left, left)


def in_sort():
    items = [3, 1, 2]

    def key(item):
        sys._getframe(1).f_locals["items"] = None
        return item

    taken = items
    taken.sort(key=key)
    print(taken, items)


for test in add, equal, contains, item, set_item, attribute, truth, iterate, negate, in_sort:
    test()

# expect: ('Right', 'Left') None 5
# expect: True 1.5 []
# expect: True {} ()
# expect: int text slice(None, None, None)
# expect: ('str', 'value') 0 <class 'object'>
# expect: ('anything', 'Left') [1]
# expect: False 7
# expect: a b tuple_iterator
# expect: Left negative
# expect: [1, 2, 3] None
