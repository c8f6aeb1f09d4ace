# A set may not change its size while it is iterated over.
s = {1, 2, 3}
try:
    for x in s:
        s.add(x + 100)
except RuntimeError as e:
    print(e)  # expect: Set changed size during iteration
s = {1, 2, 3}
try:
    for x in s:
        s.discard(x)
except RuntimeError as e:
    print(e)  # expect: Set changed size during iteration
for x in list(s):
    s.discard(x)
print(s)  # expect: set()
