# Containers emptied, grown and replaced during iteration over them.
a = list(range(5))
for x in a:
    a.clear()
    a.extend([7] * 3)
    if len(seen := globals().setdefault("log", [])) > 5:
        break
    seen.append(x)
print(seen)  # expect: [0, 7, 7]
d = {n: n for n in range(5)}
try:
    for k in d:
        d.clear()
except RuntimeError as e:
    print(e)  # expect: dictionary changed size during iteration
s = set(range(5))
it = iter(s)
next(it)
s.clear()
try:
    list(it)
    print("ended")
except RuntimeError as e:
    print(e)  # expect: Set changed size during iteration
b = bytearray(b"abc")
out = []
for x in b:
    out.append(x)
    if len(b) > 1:
        b.pop()
print(out)  # expect: [97, 98]
z = [1, 2, 3]
print([z.pop() for _ in z], z)  # expect: [3, 2] [1]
print(list(zip(y := iter([1, 2, 3]), y, y)))  # expect: [(1, 2, 3)]
print(list(map(lambda v: z.append(v) or v, [1, 2])), z)  # expect: [1, 2] [1, 1, 2]
z = [1]
z.extend(z)
z += z
z[1:1] = z
print(z)  # expect: [1, 1, 1, 1, 1, 1, 1, 1]
z = [1, 2, 3]
