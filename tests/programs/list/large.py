# Growing and shrinking a long list from both ends.
a = []
for n in range(100000):
    a.append(n)
print(len(a), a[0], a[50000], a[-1], sum(a))  # expect: 100000 0 50000 99999 4999950000
while len(a) > 10:
    a.pop()
print(a)  # expect: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]
for n in range(1000):
    a.insert(0, n)
print(len(a), a[0], a[999], a[1000])  # expect: 1010 999 0 0
for n in range(1000):
    a.pop(0)
print(a, len([0] * 10**6), [1, 2] * 3)  # expect: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9] 1000000 [1, 2, 1, 2, 1, 2]
a = list(range(1000)) * 100
del a[5:-5]
print(a)  # expect: [0, 1, 2, 3, 4, 995, 996, 997, 998, 999]
