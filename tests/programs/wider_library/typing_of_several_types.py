# cpython: unions are written in another way in 3.13
# Type variables that stand for several types, in the aliases of built-in classes; unions of what has no hash.
import collections.abc as abc
import typing
from typing import Annotated, Generic, Optional, ParamSpec, TypeVar, TypeVarTuple, Union

Ts, X, Y, P = TypeVarTuple("Ts"), TypeVar("X"), TypeVar("Y"), ParamSpec("P")


class Own(Generic[X, *Ts]):
    pass


def attempt(call):
    try:
        return call()
    except TypeError as error:
        return type(error).__name__


for alias in (
    tuple[*Ts],
    tuple[X, *Ts],
    tuple[X, *Ts, Y],
    tuple[tuple[*Ts], X],
    list[tuple[*Ts]],
    abc.Callable[[*Ts], X],
    abc.Callable[P, X],
    list[Own[X, *Ts]],
    tuple[*tuple[X, ...]],
    tuple[*tuple[X, *Ts]],
):
    print(alias, alias.__parameters__)
    for item in (int, (int, str), (int, str, bool), (), (int, *tuple[str, ...]), (*tuple[str, int],), ([int, str], float), (Y, *Ts)):
        print("   ", attempt(lambda: alias[item]))
print(attempt(lambda: list[[X]][int]), attempt(lambda: dict[X, [Y, X]][int, str]), attempt(lambda: dict[X, (Y, X)].__parameters__))
(starred,) = tuple[X]
print(starred[int], starred[int].__unpacked__)
print((list[X] | X)[int], (list[X] | dict[X, Y])[int, str], (X | None)[int])

first, second = Annotated[int, {}], Annotated[str, []]
print(Union[first, str], Union[first, first], Union[first, second, first, int], Optional[first])
print(Union[first, int] == Union[int, first], Union[first, second] != Union[second, first], (first | int) == Union[first, str])
print(attempt(lambda: isinstance(hash(Union[first, int]), int)) == "TypeError")
print(int | str == str | int, hash(int | str) == hash(str | int))
# expect: tuple[typing.Unpack[Ts]] (Ts,)
# expect:     tuple[int]
# expect:     tuple[int, str]
# expect:     tuple[int, str, bool]
# expect:     tuple[()]
# expect:     tuple[int, *tuple[str, ...]]
# expect:     tuple[str, int]
# expect:     tuple[[int, str], float]
# expect:     tuple[~Y, typing.Unpack[Ts]]
# expect: tuple[~X, typing.Unpack[Ts]] (~X, Ts)
# expect:     tuple[int]
# expect:     tuple[int, str]
# expect:     tuple[int, str, bool]
# expect:     TypeError
# expect:     tuple[int, *tuple[str, ...]]
# expect:     tuple[str, int]
# expect:     tuple[[int, str], float]
# expect:     tuple[~Y, typing.Unpack[Ts]]
# expect: tuple[~X, typing.Unpack[Ts], ~Y] (~X, Ts, ~Y)
# expect:     TypeError
# expect:     tuple[int, str]
# expect:     tuple[int, str, bool]
# expect:     TypeError
# expect:     TypeError
# expect:     tuple[str, int]
# expect:     tuple[[int, str], float]
# expect:     TypeError
# expect: tuple[tuple[typing.Unpack[Ts]], ~X] (Ts, ~X)
# expect:     tuple[tuple[()], int]
# expect:     tuple[tuple[int], str]
# expect:     tuple[tuple[int, str], bool]
# expect:     TypeError
# expect:     tuple[tuple[int, *tuple[str, ...]], str]
# expect:     tuple[tuple[str], int]
# expect:     tuple[tuple[[int, str]], float]
# expect:     TypeError
# expect: list[tuple[typing.Unpack[Ts]]] (Ts,)
# expect:     list[tuple[int]]
# expect:     list[tuple[int, str]]
# expect:     list[tuple[int, str, bool]]
# expect:     list[tuple[()]]
# expect:     list[tuple[int, *tuple[str, ...]]]
# expect:     list[tuple[str, int]]
# expect:     list[tuple[[int, str], float]]
# expect:     list[tuple[~Y, typing.Unpack[Ts]]]
# expect: collections.abc.Callable[[typing.Unpack[Ts]], ~X] (Ts, ~X)
# expect:     collections.abc.Callable[[], int]
# expect:     collections.abc.Callable[[int], str]
# expect:     collections.abc.Callable[[int, str], bool]
# expect:     TypeError
# expect:     collections.abc.Callable[[int, *tuple[str, ...]], str]
# expect:     collections.abc.Callable[[str], int]
# expect:     collections.abc.Callable[[int, str], float]
# expect:     TypeError
# expect: collections.abc.Callable[~P, ~X] (~P, ~X)
# expect:     TypeError
# expect:     TypeError
# expect:     TypeError
# expect:     TypeError
# expect:     TypeError
# expect:     TypeError
# expect:     collections.abc.Callable[[int, str], float]
# expect:     TypeError
# expect: list[__main__.Own[~X, typing.Unpack[Ts]]] (~X, Ts)
# expect:     list[__main__.Own[int]]
# expect:     list[__main__.Own[int, str]]
# expect:     list[__main__.Own[int, str, bool]]
# expect:     TypeError
# expect:     list[__main__.Own[int, *tuple[str, ...]]]
# expect:     list[__main__.Own[str, int]]
# expect:     list[__main__.Own[[<class 'int'>, <class 'str'>], float]]
# expect:     list[__main__.Own[~Y, typing.Unpack[Ts]]]
# expect: tuple[*tuple[~X, ...]] (~X,)
# expect:     tuple[*tuple[int, ...]]
# expect:     TypeError
# expect:     TypeError
# expect:     TypeError
# expect:     TypeError
# expect:     TypeError
# expect:     TypeError
# expect:     TypeError
# expect: tuple[*tuple[~X, typing.Unpack[Ts]]] (~X, Ts)
# expect:     tuple[*tuple[int]]
# expect:     tuple[*tuple[int, str]]
# expect:     tuple[*tuple[int, str, bool]]
# expect:     TypeError
# expect:     tuple[*tuple[int, *tuple[str, ...]]]
# expect:     tuple[*tuple[str, int]]
# expect:     tuple[*tuple[[int, str], float]]
# expect:     tuple[*tuple[~Y, typing.Unpack[Ts]]]
# expect: list[[int]] dict[int, [str, int]] (~X, ~Y)
# expect: *tuple[int] True
# expect: list[int] | int list[int] | dict[int, str] int | None
# expect: typing.Annotated[int, {}] | str typing.Annotated[int, {}] typing.Annotated[int, {}] | typing.Annotated[str, []] | int typing.Annotated[int, {}] | None
# expect: True False False
# expect: True
# expect: True True
