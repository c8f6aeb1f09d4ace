# What stands in a named tuple's class for a field is of a class of its own.
import copy
import inspect
import pickle
from collections import namedtuple, _tuplegetter

Point = namedtuple("Point", "x y")
field = vars(Point)["y"]
print(type(field), field)  # expect: <class 'collections._tuplegetter'> _tuplegetter(1, 'Alias for field number 1')
print(field.__doc__, inspect.isdatadescriptor(field))  # expect: Alias for field number 1 True
field.__doc__ = "The height."
print(Point.y.__doc__, field.__get__(Point(1, 2)), field.__get__(None, Point) is field)  # expect: The height. 2 True
print(pickle.loads(pickle.dumps(field)), copy.copy(field))  # expect: _tuplegetter(1, 'The height.') _tuplegetter(1, 'The height.')


def attempt(function, *arguments):
    try:
        print(function(*arguments))
    except Exception as error:
        print(type(error).__name__, error)


attempt(setattr, Point(1, 2), "x", 3)  # expect: AttributeError can't set attribute
attempt(delattr, Point(1, 2), "x")  # expect: AttributeError can't delete attribute
attempt(field.__get__, 1)  # expect: TypeError descriptor for index '1' for tuple subclasses doesn't apply to 'int' object
attempt(field.__get__, (1,))  # expect: IndexError tuple index out of range
attempt(field.__get__, None)  # expect: TypeError __get__(None, None) is invalid
attempt(_tuplegetter, 0)  # expect: TypeError _tuplegetter expected 2 arguments, got 1
attempt(_tuplegetter, "a", 0)  # expect: TypeError 'str' object cannot be interpreted as an integer
attempt(type, "Getter", (_tuplegetter,), {})  # expect: TypeError type 'collections._tuplegetter' is not an acceptable base type
