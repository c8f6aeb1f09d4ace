# Many insertions and deletions.
d = {}
for n in range(50000):
    d[n * 7919 % 100003] = n
print(len(d), d[7919], sum(d.values()))  # expect: 50000 1 1249975000
for n in range(0, 50000, 2):
    del d[n * 7919 % 100003]
print(len(d), next(iter(d)), 0 in d, 7919 in d)  # expect: 25000 7919 False True
words = {f"key{n}": n for n in range(20000)}
print(len(words), words["key19999"])  # expect: 20000 19999
print(sum(words[f"key{n}"] for n in range(0, 20000, 100)))  # expect: 1990000
while len(words) > 5:
    words.popitem()
print(words)  # expect: {'key0': 0, 'key1': 1, 'key2': 2, 'key3': 3, 'key4': 4}
q = {}
for n in range(30000):
    q[n] = n
    if len(q) > 3:
        del q[next(iter(q))]
print(q)  # expect: {29997: 29997, 29998: 29998, 29999: 29999}
