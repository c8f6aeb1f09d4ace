# append, extend, insert, pop, remove, clear, copy, count, index, reverse.
a = [3, 1]
a.append(2)
a.extend([5, 4])
a.extend("xy")
a.extend(n for n in range(2))
a.insert(0, "first")
a.insert(100, "last")
a.insert(-1, "before last")
print(a)  # expect: ['first', 3, 1, 2, 5, 4, 'x', 'y', 0, 1, 'before last', 'last']
print(a.pop(), a.pop(0), a.pop(-2), a)  # expect: last first 1 [3, 1, 2, 5, 4, 'x', 'y', 0, 'before last']
a.remove(5)
print(a, a.count(1), a.index(4))  # expect: [3, 1, 2, 4, 'x', 'y', 0, 'before last'] 1 3
print(a.index(2, 1), a.index("x", -4, -1))  # expect: 2 4
a.reverse()
print(a)  # expect: ['before last', 0, 'y', 'x', 4, 2, 1, 3]
b = a.copy()
a.clear()
print(a, b, b is a)  # expect: [] ['before last', 0, 'y', 'x', 4, 2, 1, 3] False
print([1, 2].append(3), [3].sort(), [].reverse(), [1].extend([]))  # expect: None None None None
for bad in (lambda: [].pop(), lambda: [1].pop(5), lambda: [1].remove(2), lambda: [1].index(2)):
    try:
        bad()
    except (IndexError, ValueError) as e:
        print(type(e).__name__)
# expect: IndexError
# expect: IndexError
# expect: ValueError
# expect: ValueError
try:
    [1].remove(2)
except ValueError as e:
    print(e)  # expect: list.remove(x): x not in list
try:
    [].pop()
except IndexError as e:
    print(e)  # expect: pop from empty list
