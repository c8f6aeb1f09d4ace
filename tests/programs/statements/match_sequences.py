# match: sequence patterns.
def f(x):
    match x:
        case []:
            return "empty"
        case [1]:
            return "just one"
        case [1, x]:
            return f"one and {x}"
        case (a, b):
            return f"pair {a} {b}"
        case [1, *rest]:
            return f"one, then {rest}"
        case [first, *_, "end"]:
            return f"from {first} to the end"
        case [[a, b], [c, *d], *e]:
            return f"nested {a} {b} {c} {d} {e}"
        case [*_]:
            return "some sequence"
        case _:
            return "no sequence"


for x in (
    [],
    (),
    [1],
    (1, 2),
    [3, 4],
    [1, 2, 3],
    ["s", 5, 6, "end"],
    [(1, 2), [3], 4],
    [5, 6, 7],
    "ab",
    b"ab",
    {1, 2},
    {1: 2},
    range(2),
    iter([1]),
    bytearray(b"ab"),
):
    print(type(x).__name__, f(x))
# expect: list empty
# expect: tuple empty
# expect: list just one
# expect: tuple one and 2
# expect: list pair 3 4
# expect: list one, then [2, 3]
# expect: list from s to the end
# expect: list nested 1 2 3 [] [4]
# expect: list some sequence
# expect: str no sequence
# expect: bytes no sequence
# expect: set no sequence
# expect: dict no sequence
# expect: range pair 0 1
# expect: list_iterator no sequence
# expect: bytearray no sequence
match 1, [2, (3, 4)]:
    case a, [b, (c, d)]:
        print(a, b, c, d)  # expect: 1 2 3 4
from collections import deque

print(f(deque([1, "x"])))  # expect: one and x
match [1, 2, 3]:
    case [a, *_] | [_, a]:
        print(a)  # expect: 1
