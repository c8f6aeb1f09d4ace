# Random operations on a list, with its whole content watched.
class Numbers:
    def __init__(self, seed):
        self.state = seed

    def below(self, n):
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) % 2**64
        return (self.state >> 33) % n


def checksum(h, value):
    for byte in repr(value).encode():
        h = (h * 131 + byte) % 2305843009213693951
    return h


r = Numbers(4)
a = []
h = 7
errors = {}
for step in range(4000):
    x, i, j, k = r.below(100), r.below(40) - 20, r.below(40) - 20, r.below(7) - 3
    result = None
    try:
        match r.below(24):
            case 0 | 1 | 2:
                a.append(x)
            case 3:
                a.insert(i, x)
            case 4:
                result = a.pop()
            case 5:
                result = a.pop(i)
            case 6:
                a.remove(x % 20)
            case 7:
                a[i] = x
            case 8:
                del a[i]
            case 9:
                result = a[i:j]
            case 10:
                result = a[i:j:k]
            case 11:
                a[i:j] = range(x % 5)
            case 12:
                a[i:j:k] = [x] * len(a[i:j:k])
            case 13:
                a[i:j:k] = [x, x]
            case 14:
                del a[i:j:k]
            case 15:
                a.reverse()
            case 16:
                a.sort(key=lambda v: (v % 10, v), reverse=x % 2 == 0)
            case 17:
                result = a.index(x % 20, i, j)
            case 18:
                result = a.count(x % 20), x in a, len(a), a == sorted(a), a < [50]
            case 19:
                a.extend(v + 1 for v in a[:3])
            case 20:
                a += a[i:j]
            case 21:
                a = a * (x % 3) if len(a) < 30 else a[:10]
            case 22:
                result = min(a), max(a), sum(a), sorted(a)[len(a) // 2], list(reversed(a))[:2]
            case 23:
                b = a.copy()
                b.clear()
                result = a + b, tuple(a[-3:]), a * 1 == a, list(enumerate(a))[:2]
    except (IndexError, ValueError) as e:
        errors[type(e).__name__] = errors.get(type(e).__name__, 0) + 1
    del a[60:]
    h = checksum(h, (a, result))
    if step % 500 == 499:
        print(step, len(a), h)
# expect: 499 0 1935134209151032072
# expect: 999 4 5050281210715368
# expect: 1499 12 37809757247969559
# expect: 1999 14 1015730239106503233
# expect: 2499 6 1448056359979033539
# expect: 2999 17 278505683412579532
# expect: 3499 0 509482906904963527
# expect: 3999 2 344561637832615282
print(errors)  # expect: {'ValueError': 493, 'IndexError': 262}
