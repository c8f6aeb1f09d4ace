# else runs if the loop was not broken out of.
for x in [1, 2]:
    if x == 5:
        break
else:
    print("not found")  # expect: not found
for x in [1, 2]:
    if x == 2:
        break
else:
    print("never")
for x in []:
    print("never")
else:
    print("empty", x)  # expect: empty 2
n = 0
while n < 3:
    n += 1
    if n == 2:
        continue
else:
    print("while", n)  # expect: while 3
while True:
    break
else:
    print("never")


def search(items, wanted):
    for i, x in enumerate(items):
        if x == wanted:
            return i
    else:
        return -1


print(search("abc", "c"), search("abc", "z"))  # expect: 2 -1
