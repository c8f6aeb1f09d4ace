# break and continue belong to the innermost loop.
out = []
for i in range(4):
    if i == 1:
        continue
    for j in range(4):
        if j == 2:
            break
        if j == i:
            continue
        out.append((i, j))
    else:
        out.append("never")
    if i == 2:
        break
print(out)  # expect: [(0, 1), (2, 0), (2, 1)]
n = 0
while n < 10:
    n += 1
    if n % 2:
        continue
    if n > 6:
        break
    while True:
        n += 1
        break
print(n)  # expect: 8
