# Sorting many elements, already ordered or not, keeps equal ones in their order.
def lcg(n, seed=1):
    out = []
    for _ in range(n):
        seed = (seed * 1103515245 + 12345) % 2147483648
        out.append(seed >> 8)
    return out


numbers = lcg(5000)
for data in (
    numbers,
    sorted(numbers),
    sorted(numbers, reverse=True),
    [n % 10 for n in numbers],
    numbers + sorted(numbers),
):
    out = sorted(data)
    assert all(a <= b for a, b in zip(out, out[1:])) and len(out) == len(data)
    assert sum(out) == sum(data)
tagged = [(n % 7, i) for i, n in enumerate(numbers)]
by_key = sorted(tagged, key=lambda p: p[0])
assert all(a < b for a, b in zip(by_key, by_key[1:]))
backwards = sorted(tagged, key=lambda p: p[0], reverse=True)
assert all(a[0] > b[0] or a[0] == b[0] and a[1] < b[1] for a, b in zip(backwards, backwards[1:]))
strings = sorted(str(n) for n in numbers)
print(strings[:3], strings[-1])  # expect: ['1002261', '1002480', '1003300'] 999071
print(sorted(numbers)[:3])  # expect: [2625, 2675, 3475]
print(sorted(float(n) for n in numbers)[-1])  # expect: 8388234.0
