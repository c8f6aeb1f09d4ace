# Joining and repeating.
print("a" + "b" + "", "ab" * 3, 3 * "ab")  # expect: ab ababab ababab
print("ab" * 0, "ab" * -1, repr("" * 100))  # expect:   ''
s = "x"
t = s
s += "y"
print(s, t)  # expect: xy x
print("-".join(["a", "b", "c"]), "".join("abc"), ", ".join([]), "x".join(["only"]))  # expect: a-b-c abc  only
print("-".join(str(n) for n in range(5)))  # expect: 0-1-2-3-4
print("ab".join("xyz"), "+".join({"k": 1, "l": 2}))  # expect: xabyabz k+l
try:
    ",".join(["a", 1])
except TypeError as e:
    print(e)  # expect: sequence item 1: expected str instance, int found
try:
    "".join(3)
except TypeError as e:
    print(e)  # expect: can only join an iterable
big = ""
for n in range(1000):
    big += chr(97 + n % 26)
print(len(big), big[:30])  # expect: 1000 abcdefghijklmnopqrstuvwxyzabcd
print(hash(big) == hash("".join(chr(97 + n % 26) for n in range(1000))))  # expect: True
