# What walks over an array is of a class of its own, and can be copied and set.
# cpython: 3.13 ends when one that is over is set
import array
import copy

numbers = array.array("i", [1, 2, 3])
iterator = iter(numbers)
print(type(iterator), next(iterator), list(copy.copy(iterator)))  # expect: <class 'array.arrayiterator'> 1 [2, 3]
iterator.__setstate__(2)
print(list(iterator), iterator.__reduce__())  # expect: [3] (<built-in function iter>, ((),))
numbers.append(4)
iterator.__setstate__(0)
print(list(iterator))  # expect: []
iterator = iter(numbers)
iterator.__setstate__(-5)
print(next(iterator))  # expect: 1
try:
    type(iterator)()
except TypeError as error:
    print(error)  # expect: cannot create 'array.arrayiterator' instances
