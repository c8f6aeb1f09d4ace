# Sorting random data by several keys, compared with a merge sort written here.
class Numbers:
    def __init__(self, seed):
        self.state = seed

    def below(self, n):
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) % 2**64
        return (self.state >> 33) % n


def merge_sort(items, key):
    if len(items) < 2:
        return list(items)
    middle = len(items) // 2
    left, right = merge_sort(items[:middle], key), merge_sort(items[middle:], key)
    out = []
    i = j = 0
    while i < len(left) and j < len(right):
        if key(right[j]) < key(left[i]):
            out.append(right[j])
            j += 1
        else:
            out.append(left[i])
            i += 1
    return out + left[i:] + right[j:]


r = Numbers(7)
for size in list(range(20)) + [31, 32, 33, 63, 64, 65, 100, 200, 500]:
    numbers = [r.below(size + 3) for _ in range(size)]
    if size % 3 == 0:
        numbers = sorted(numbers)[: size // 2] + numbers[size // 2 :]
    if size % 4 == 0:
        numbers = numbers[: size // 2] + sorted(numbers[size // 2 :], reverse=True)
    pairs = list(zip(numbers, range(size)))
    for key in (
        lambda p: p[0],
        lambda p: p,
        lambda p: -p[0],
        lambda p: str(p[0]),
        lambda p: p[0] % 3,
        lambda p: float(p[1] % 2),
    ):
        assert sorted(pairs, key=key) == merge_sort(pairs, key)
        backwards = list(reversed(merge_sort(list(reversed(pairs)), key)))
        assert sorted(pairs, key=key, reverse=True) == backwards
        copy = pairs[:]
        copy.sort(key=key)
        assert copy == sorted(pairs, key=key)
    assert sorted(numbers) == merge_sort(numbers, lambda x: x)
    mixed = [float(n) if n % 2 else n for n in numbers]
    assert sorted(mixed) == merge_sort(mixed, lambda x: x)
    words = [str(n) * (n % 4) for n in numbers]
    assert sorted(words) == merge_sort(words, lambda x: x)
    print(size, sorted(numbers)[:4], sorted(words)[-2:])
# expect: 0 [] []
# expect: 1 [2] ['22']
# expect: 2 [1, 3] ['1', '333']
# expect: 3 [1, 1, 5] ['1', '5']
# expect: 4 [0, 0, 1, 4] ['', '1']
# expect: 5 [0, 0, 3, 3] ['333', '5']
# expect: 6 [0, 2, 2, 3] ['66', '777']
# expect: 7 [0, 3, 3, 4] ['333', '5']
# expect: 8 [0, 3, 3, 7] ['777', '9']
# expect: 9 [0, 1, 1, 2] ['22', '22']
# expect: 10 [0, 0, 4, 5] ['66', '777']
# expect: 11 [0, 1, 5, 5] ['5', '66']
# expect: 12 [0, 0, 0, 1] ['333', '5']
# expect: 13 [0, 0, 1, 2] ['333', '66']
# expect: 14 [1, 3, 5, 5] ['777', '777']
# expect: 15 [0, 0, 2, 2] ['5', '777']
# expect: 16 [1, 1, 2, 3] ['66', '9']
# expect: 17 [0, 0, 1, 2] ['333', '9']
# expect: 18 [0, 0, 2, 2] ['5', '66']
# expect: 19 [0, 0, 4, 5] ['66', '9']
# expect: 31 [0, 2, 3, 6] ['66', '9']
# expect: 32 [0, 0, 3, 4] ['777', '9']
# expect: 33 [2, 2, 2, 2] ['5', '66']
# expect: 63 [0, 1, 1, 2] ['636363', '9']
# expect: 64 [0, 2, 4, 4] ['777', '9']
# expect: 65 [0, 0, 1, 3] ['9', '9']
# expect: 100 [2, 2, 2, 5] ['9898', '999999']
# expect: 200 [0, 2, 4, 6] ['999999', '999999']
# expect: 500 [0, 0, 0, 0] ['999999', '999999']
