# Functions and classes with type parameters, and type aliases.
def first[T](items: list[T]) -> T:
    return items[0]


class Box[T, *Ts, **P]:
    def __init__(self, value: T):
        self.value = value

    def get(self) -> T:
        return self.value


type Pair[A] = tuple[A, A]
print(first([1, 2]), Box(5).get(), Pair.__name__)  # expect: 1 5 Pair
print(first.__type_params__, Box.__type_params__)  # expect: (T,) (T, Ts, P)
print(Box[int, str, float](3).get(), type(Pair).__name__)  # expect: 3 TypeAliasType
print(Pair[int].__args__, Pair.__value__)  # expect: (<class 'int'>,) tuple[A, A]
