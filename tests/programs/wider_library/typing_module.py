# typing at run time: names that do nothing much.
from typing import Generic, Literal, NamedTuple, NewType, Optional, Protocol, TypedDict, TypeVar, Union
from typing import cast, get_type_hints, runtime_checkable

T = TypeVar("T")


class Stack(Generic[T]):
    def __init__(self) -> None:
        self.items: list[T] = []

    def push(self, x: T) -> None:
        self.items.append(x)


s = Stack[int]()
s.push(1)
print(s.items, T.__name__, cast(int, "text"), Stack.__name__)  # expect: [1] T text Stack


class P(NamedTuple):
    x: int
    y: int = 5

    def total(self):
        return self.x + self.y


print(P(1), P(1).total(), P._fields, P(1, 2)._replace(y=9))  # expect: P(x=1, y=5) 6 ('x', 'y') P(x=1, y=9)


class Movie(TypedDict, total=False):
    name: str
    year: int


m: Movie = {"name": "x"}
print(m, Movie(name="y", year=1))  # expect: {'name': 'x'} {'name': 'y', 'year': 1}


@runtime_checkable
class Sized(Protocol):
    def __len__(self) -> int: ...


print(isinstance([], Sized), isinstance(5, Sized))  # expect: True False


def f(a: int, b: Optional[str] = None) -> Union[int, str]:
    return a


print(sorted(get_type_hints(f)), get_type_hints(f)["a"])  # expect: ['a', 'b', 'return'] <class 'int'>
print(NewType("U", int)(5), Literal["a"] == Literal["a"], f(3))  # expect: 5 True 3
