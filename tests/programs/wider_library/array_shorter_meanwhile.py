"""An item of an array is not set where the array ends by the time that its number is known."""
# cpython: 3.13 sets it all the same
import array


class Shortens:
    def __init__(self, array, times):
        self.array = array
        self.times = times

    def __index__(self):
        for _ in range(self.times):
            self.array.pop()
        return 7

    def __float__(self):
        return float(self.__index__())


for index, times in ((1, 3), (1, 2), (-1, 1), (0, 2)):
    for code in "bd":
        items = array.array(code, [1, 2, 3])
        try:
            items[index] = Shortens(items, times)
        except IndexError as error:
            print(error, len(items))
        else:
            print(items)
# expect: array assignment index out of range 0
# expect: array assignment index out of range 0
# expect: array assignment index out of range 1
# expect: array assignment index out of range 1
# expect: array assignment index out of range 2
# expect: array assignment index out of range 2
# expect: array('b', [7])
# expect: array('d', [7.0])
