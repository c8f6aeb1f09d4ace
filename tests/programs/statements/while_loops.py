# while, with break, continue and else.
n = 0
while n < 3:
    n += 1
print(n)  # expect: 3
while True:
    n += 1
    if n % 2:
        continue
    if n > 8:
        break
print(n)  # expect: 10
while n:
    n -= 1
    if n == 100:
        break
else:
    print("else", n)  # expect: else 0
while False:
    print("never")
i = 0
while i < 3:
    j = 0
    while j < 3:
        if j == i:
            break
        j += 1
    else:
        print("no break", i)
    print(i, j)
    i += 1
# expect: 0 0
# expect: 1 1
# expect: 2 2
while line := ["a", "b", ""][i - 3]:
    print(line)
    i += 1
# expect: a
# expect: b
