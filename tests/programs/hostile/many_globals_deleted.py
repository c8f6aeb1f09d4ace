# Names that come and go.
g = globals()
for n in range(3000):
    g[f"name{n}"] = n
print(name0, name2999)  # expect: 0 2999
for n in range(0, 3000, 2):
    del g[f"name{n}"]
try:
    name0
except NameError as e:
    print(e)  # expect: name 'name0' is not defined
print(name1)  # expect: 1


def read():
    return name1


for value in range(3):
    name1 = value
    print(read())
# expect: 0
# expect: 1
# expect: 2
del name1
try:
    read()
except NameError as e:
    print(e)  # expect: name 'name1' is not defined
name1 = "back"
print(read())  # expect: back
import builtins

builtins.name1 = "builtin"
print(read())  # expect: back
del name1
print(read())  # expect: builtin
del builtins.name1
try:
    read()
except NameError as e:
    print(e)  # expect: name 'name1' is not defined
