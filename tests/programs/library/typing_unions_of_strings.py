# A string in a Union is a reference to a type, which is looked up when the hints are asked for.
import typing
from typing import ForwardRef, Optional, TypeVar, Union, get_args, get_type_hints


class Node:
    def __init__(self, parent: Union["Node", None], name: "Union[str, Name]", other: Union[int, "int"] = 0):
        pass

    def next(self) -> Optional["Node"]:
        pass


Name = str
for hint in get_type_hints(Node.__init__).values():
    print(hint in (Union[Node, None], str, int))
# expect: True
# expect: True
# expect: True
print(get_type_hints(Node.next)["return"] == Optional[Node])  # expect: True
T = TypeVar("T")
for union in (Union[str, "str"], T | "x", "x" | T, Union[T, "x"]):
    print([type(one).__name__ for one in get_args(union)])
# expect: ['type', 'ForwardRef']
# expect: ['TypeVar', 'ForwardRef']
# expect: ['ForwardRef', 'TypeVar']
# expect: ['TypeVar', 'ForwardRef']
print(Union["x"] == ForwardRef("x"), Union[int, "x"] == Union["x", int])  # expect: True True
for wrong in (lambda: int | "x", lambda: Union[()], lambda: Union[int, (str, "x")], lambda: Union[int, typing.ClassVar]):
    try:
        print(wrong())
    except TypeError as e:
        print(str(e).partition(".")[0])
# expect: unsupported operand type(s) for |: 'type' and 'str'
# expect: Cannot take a Union of no types
# expect: Union[arg, 
# expect: Plain typing
