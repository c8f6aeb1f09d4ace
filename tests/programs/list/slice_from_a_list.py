# A list that is stored into a slice is left alone if anybody still has it, and may be used up if nobody does.
a = [1, 2, 3]
b = [7, 8]
a[:] = b
b.append(9)
print(a, b)
a[1:1] = [x * x for x in range(5)]
print(a)
a[:] = a
print(a)
a[2:] = a[::-1]
print(a)


class Told:
    def __init__(self, number):
        self.number = number

    def __del__(self):
        print("gone", self.number)


a = [Told(1), Told(2)]
a[:1] = [Told(3), Told(4)]
print([told.number for told in a])


def kept():
    inner = [Told(5)]
    a[:] = inner
    inner.append(6)
    return inner


inner = kept()
print(len(inner), len(a))
del inner
a[:] = []
print(a)


class Own(list):
    pass


a[:] = Own([1, 2])
print(a)
a[5:9] = [3]
print(a)
a[-100:0] = [0]
print(a)
# expect: [7, 8] [7, 8, 9]
# expect: [7, 0, 1, 4, 9, 16, 8]
# expect: [7, 0, 1, 4, 9, 16, 8]
# expect: [7, 0, 8, 16, 9, 4, 1, 0, 7]
# expect: gone 1
# expect: [3, 4, 2]
# expect: gone 2
# expect: gone 4
# expect: gone 3
# expect: 2 1
# expect: gone 5
# expect: []
# expect: [1, 2]
# expect: [1, 2, 3]
# expect: [0, 1, 2, 3]
