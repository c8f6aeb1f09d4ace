# A loop may assign to anything that can be assigned to.
class Box:
    pass


box = Box()
items = [0, 0]
for box.value in (1, 2):
    pass
for items[1] in "xy":
    pass
for a, (b, *c) in [(1, (2, 3, 4)), (5, "67")]:
    print(a, b, c)
# expect: 1 2 [3, 4]
# expect: 5 6 ['7']
for [x, y] in [[1, 2]]:
    print(x + y)  # expect: 3
for i, (k, v) in enumerate({"a": 1}.items()):
    print(i, k, v)  # expect: 0 a 1
for items[0:1] in [[7, 8]]:
    pass
print(box.value, items)  # expect: 2 [7, 8, 'y']
try:
    for a, b in [(1, 2), 3]:
        print(a, b)  # expect: 1 2
except TypeError as e:
    print(e)  # expect: cannot unpack non-iterable int object
