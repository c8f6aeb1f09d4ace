# Making lists.
print([], [1], [1, 2, 3], [1, "a", None, [2]], list())  # expect: [] [1] [1, 2, 3] [1, 'a', None, [2]] []
print(list("abc"), list((1, 2)), list(range(3)), list({1: 2}))  # expect: ['a', 'b', 'c'] [1, 2] [0, 1, 2] [1]
print([*[1, 2], *"ab", *()], [0] * 3)  # expect: [1, 2, 'a', 'b'] [0, 0, 0]
print(2 * [1, 2], [1] + [2, 3], [[]] * 2, [1, 2,])  # expect: [1, 2, 1, 2] [1, 2, 3] [[], []] [1, 2]
a = [1, 2]
b = list(a)
c = a
b.append(3)
c.append(4)
print(a, b, a is c, a is b)  # expect: [1, 2, 4] [1, 2, 3] True False
rows = [[0] * 2] * 2
rows[0][0] = 1
print(rows)  # expect: [[1, 0], [1, 0]]
try:
    list(5)
except TypeError as e:
    print(e)  # expect: 'int' object is not iterable
