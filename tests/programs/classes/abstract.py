# Abstract base classes.
from abc import ABC, abstractmethod


class Shape(ABC):
    @abstractmethod
    def area(self): ...

    @property
    @abstractmethod
    def name(self): ...

    def describe(self):
        return f"{self.name} of {self.area()}"


class Half(Shape):
    def area(self):
        return 1


class Square(Half):
    name = "square"


print(Square().describe(), isinstance(Square(), Shape))  # expect: square of 1 True
print(sorted(Shape.__abstractmethods__))  # expect: ['area', 'name']
for bad in (Shape, Half):
    try:
        bad()
    except TypeError as e:
        print(e)
# expect: Can't instantiate abstract class Shape without an implementation for abstract methods 'area', 'name'
# expect: Can't instantiate abstract class Half without an implementation for abstract method 'name'


class Duck:
    def area(self):
        return 3


Shape.register(Duck)
print(isinstance(Duck(), Shape))  # expect: True
print(issubclass(Duck, Shape), Duck.__mro__[1].__name__)  # expect: True object
from collections.abc import Iterable, Sized, Callable, Hashable, Mapping, Sequence, Iterator


class Sized2:
    def __len__(self):
        return 1

    def __iter__(self):
        return iter(())


print([isinstance(Sized2(), c) for c in (Iterable, Sized, Callable, Hashable, Mapping)])
# expect: [True, True, False, True, False]
print([isinstance(x, Sequence) for x in ([], (), "", range(1), {}, set())])
# expect: [True, True, True, True, False, False]
print(isinstance(iter([]), Iterator), isinstance({}, Mapping))  # expect: True True
