# A list may change while it is iterated over: the index just goes on.
a = [1, 2, 3, 4]
seen = []
for x in a:
    seen.append(x)
    if x == 2:
        a.remove(2)
print(seen, a)  # expect: [1, 2, 4] [1, 3, 4]
a = [1, 2]
for x in a:
    if len(a) < 6:
        a.append(x * 10)
print(a)  # expect: [1, 2, 10, 20, 100, 200]
a = [1, 2, 3]
for x in a:
    a.clear()
print(a, x)  # expect: [] 1
it = iter([1, 2])
print(list(it), list(it), next(it, "exhausted"))  # expect: [1, 2] [] exhausted
a = [1]
it = iter(a)
next(it)
print(next(it, None))  # expect: None
a.append(2)
print(next(it, None))  # expect: None
a = [1, 2, 3]
it = reversed(a)
next(it)
a.pop()
a.pop()
print(list(it))  # expect: []
