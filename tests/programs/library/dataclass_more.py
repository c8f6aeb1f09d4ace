# InitVar, ClassVar, field options, inheritance, nested conversion.
from dataclasses import KW_ONLY, InitVar, asdict, dataclass, field, is_dataclass, make_dataclass
from typing import ClassVar


@dataclass
class Account:
    count: ClassVar[int] = 0
    owner: str
    start: InitVar[int] = 0
    balance: int = field(init=False)
    _: KW_ONLY
    history: list = field(default_factory=list, metadata={"unit": "EUR"})

    def __post_init__(self, start):
        self.balance = start
        Account.count += 1


a = Account("ann", 10)
b = Account("bob", history=[1])
print(a)  # expect: Account(owner='ann', balance=10, history=[])
print(b)  # expect: Account(owner='bob', balance=0, history=[1])
print(Account.count)  # expect: 2
print(Account.__dataclass_fields__["history"].metadata["unit"])  # expect: EUR
print(is_dataclass(a), is_dataclass(int))  # expect: True False


@dataclass
class Bank:
    accounts: list
    by_name: dict


print(asdict(Bank([a], {"b": b})))
# expect: {'accounts': [{'owner': 'ann', 'balance': 10, 'history': []}], 'by_name': {'b': {'owner': 'bob', 'balance': 0, 'history': [1]}}}
C = make_dataclass("C", [("x", int), ("y", int, 5)], namespace={"sum": lambda self: self.x + self.y})
print(C(1), C(1).sum())  # expect: C(x=1, y=5) 6


@dataclass(eq=False)
class Identity:
    x: int


print(Identity(1) == Identity(1), hash(Identity(1)) is not None)  # expect: False True


@dataclass(unsafe_hash=True)
class Hashed:
    x: int
    y: int = field(default=0, hash=False)


print(len({Hashed(1), Hashed(1), Hashed(2)}), hash(Hashed(1, 2)) == hash(Hashed(1, 3)))  # expect: 2 True


@dataclass(repr=False)
class Quiet:
    x: int


print("Quiet object" in repr(Quiet(1)))  # expect: True
