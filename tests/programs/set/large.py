# Many elements.
s = set()
for n in range(50000):
    s.add(n * n % 10007)
print(len(s), 4 in s, sum(s))  # expect: 5004 True 24647241
t = set(range(0, 100000, 3)) & set(range(0, 100000, 5))
print(len(t), max(t), min(t), t == set(range(0, 100000, 15)))  # expect: 6667 99990 0 True
t -= set(range(50000))
print(len(t))  # expect: 3333
print(len({str(n) for n in range(20000)} & {str(n) for n in range(10000, 30000)}))  # expect: 10000
while t:
    t.pop()
print(t)  # expect: set()
