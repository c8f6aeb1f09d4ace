# A deque is shown as a list that is made of it is; an index that no sequence has is out of range.
from collections import deque


class Walked(deque):
    def __iter__(self):
        return iter("ab")


print(Walked([1, 2], 3))  # expect: Walked(['a', 'b'], maxlen=3)
numbers = deque([1, 2])
for index in 2**64, -(2**64):
    try:
        numbers[index]
    except IndexError as error:
        print(error)
# expect: cannot fit 'int' into an index-sized integer
# expect: cannot fit 'int' into an index-sized integer

iterator = iter(memoryview(b"abc"))
print([name for name in dir(iterator) if name not in dir(object)])  # expect: ['__iter__', '__next__']
