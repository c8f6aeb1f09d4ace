# Equal strings hash alike however they were made.
a = "hello world"
b = "".join(["hello", " ", "world"])
c = "hello world!"[:-1]
print(a == b == c, hash(a) == hash(b) == hash(c), len({a, b, c}))  # expect: True True 1
d = {a: 1}
d[b] += 1
d[c] += 1
print(d)  # expect: {'hello world': 3}
import sys

print(sys.intern(b) is sys.intern(c), sys.intern("x" * 5) is sys.intern("xxxxx"))  # expect: True True
print(hash("a") == hash("a"))  # expect: True
