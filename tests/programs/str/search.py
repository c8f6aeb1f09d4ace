# find, index, count, in, startswith, endswith.
s = "banana"
print(s.find("an"), s.find("an", 2), s.find("an", 2, 4))  # expect: 1 3 -1
print(s.find("x"), s.find(""), s.find("", 10))  # expect: -1 0 -1
print(s.rfind("an"), s.rfind("an", 0, 3), s.rfind("x"), s.rfind(""))  # expect: 3 1 -1 6
print(s.index("nan"), s.rindex("a"), s.count("a"), s.count("ana"))  # expect: 2 5 3 1
print(s.count(""), s.count("a", 2), s.count("a", -2))  # expect: 7 2 1
print("nan" in s, "" in s, "x" not in s, "banana!" in s)  # expect: True True True False
print(s.startswith("ban"), s.startswith(("x", "ba")))  # expect: True True
print(s.startswith("an", 1), s.startswith(""), s.startswith("a", 1, 1))  # expect: True True False
print(s.endswith("ana"), s.endswith(("x", "na")))  # expect: True True
print(s.endswith("nan", 0, 5), s.endswith(()))  # expect: True False
for bad in (lambda: s.index("x"), lambda: s.rindex("x", 2)):
    try:
        bad()
    except ValueError as e:
        print(e)
# expect: substring not found
# expect: substring not found
for bad in (lambda: 1 in s, lambda: s.find(1), lambda: s.startswith(1), lambda: s.count()):
    try:
        bad()
    except TypeError as e:
        print(type(e).__name__)
# expect: TypeError
# expect: TypeError
# expect: TypeError
# expect: TypeError
