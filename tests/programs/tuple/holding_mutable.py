# A tuple does not change, what it holds may.
a = []
t = (a, 1)
a.append(5)
print(t)  # expect: ([5], 1)
t[0].append(6)
print(t, a)  # expect: ([5, 6], 1) [5, 6]
a.append(t)
print(t)  # expect: ([5, 6, (...)], 1)
swap, other = 1, 2
swap, other = other, swap
print(swap, other)  # expect: 2 1
