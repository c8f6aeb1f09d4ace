# A dict keeps the order of insertion.
d = {}
for k in "hello world":
    d[k] = d.get(k, 0) + 1
print(d)  # expect: {'h': 1, 'e': 1, 'l': 3, 'o': 2, ' ': 1, 'w': 1, 'r': 1, 'd': 1}
d["h"] = 99
del d["l"]
d["l"] = 0
print(list(d))  # expect: ['h', 'e', 'o', ' ', 'w', 'r', 'd', 'l']
d.pop("e")
d["e"] = 1
print(list(d))  # expect: ['h', 'o', ' ', 'w', 'r', 'd', 'l', 'e']
print(list(reversed(d)))  # expect: ['e', 'l', 'd', 'r', 'w', ' ', 'o', 'h']
d.update(z=1, h=5)
print(list(d.items())[:2], list(d)[-2:])  # expect: [('h', 5), ('o', 2)] ['e', 'z']
print({1: "a", 2: "b"} == {2: "b", 1: "a"}, list({3: 0, 1: 0, 2: 0}))  # expect: True [3, 1, 2]
for n in range(1000):
    d[n] = n
    if n % 2:
        del d[n - 1]
print(len(d), list(d)[-3:])  # expect: 509 [995, 997, 999]
print([k for k in d if isinstance(k, str)])  # expect: ['h', 'o', ' ', 'w', 'r', 'd', 'l', 'e', 'z']
