# match: class patterns with positions and keywords.
class Point:
    __match_args__ = ("x", "y")

    def __init__(self, x, y):
        self.x, self.y = x, y


class Line:
    def __init__(self, start, end):
        self.start, self.end = start, end


def f(s):
    match s:
        case Point(0, 0):
            return "origin"
        case Point(x, y=0) | Point(x=0, y=x):
            return f"on an axis at {x}"
        case Point(x, y) as p if x == y:
            return f"diagonal {p.x}"
        case Point():
            return "some point"
        case Line(start=Point(x=a), end=Point(x=b)):
            return f"line from {a} to {b}"
        case str(text) | bytes(text):
            return f"text {text!r}"
        case int() | float() as number:
            return f"number {number}"
        case list([int(a), *_]):
            return f"list starting with the int {a}"
        case dict():
            return "dict"
    return "nothing"


for s in (Point(0, 0), Point(3, 0), Point(0, 4), Point(2, 2), Point(1, 2), Line(Point(1, 1), Point(5, 5)),
          "hi", b"yo", 5, 2.5, True, [1, "x"], ["x"], {}, None, Line(1, 2)):
    print(f(s))
# expect: origin
# expect: on an axis at 3
# expect: on an axis at 4
# expect: diagonal 2
# expect: some point
# expect: line from 1 to 5
# expect: text 'hi'
# expect: text b'yo'
# expect: number 5
# expect: number 2.5
# expect: number True
# expect: list starting with the int 1
# expect: nothing
# expect: dict
# expect: nothing
# expect: nothing
class Bad:
    __match_args__ = ["x"]
try:
    match Bad():
        case Bad(1):
            pass
except TypeError as e:
    print(e)  # expect: Bad.__match_args__ must be a tuple (got list)
try:
    match Point(1, 2):
        case Point(1, 2, 3):
            pass
except TypeError as e:
    print(e)  # expect: Point() accepts 2 positional sub-patterns (3 given)
class Color:
    RED = 1
match 1:
    case Color.RED:
        print("a dotted name is a value")  # expect: a dotted name is a value
