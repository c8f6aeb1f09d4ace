# Random operations on a dict and on a list of pairs that models it.
class Numbers:
    def __init__(self, seed):
        self.state = seed

    def below(self, n):
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) % 2**64
        return (self.state >> 33) % n


def find(pairs, key):
    for i, (k, v) in enumerate(pairs):
        if k == key:
            return i
    return None


r = Numbers(5)
d, model = {}, []
KEYS = [0, 1, -1, 2**70, 1.5, "a", "b", "ab" * 5, (1, 2), None, True, frozenset([3]), b"k", -2, "é", 10**18]
for step in range(6000):
    key = KEYS[r.below(len(KEYS))] if r.below(2) else r.below(60)
    value = r.below(1000)
    i = find(model, key)
    match r.below(10):
        case 0 | 1 | 2:
            d[key] = value
            if i is None:
                model.append([key, value])
            else:
                model[i][1] = value
        case 3:
            assert d.pop(key, "none") == ("none" if i is None else model.pop(i)[1])
        case 4:
            try:
                del d[key]
                del model[i]
            except KeyError as e:
                assert i is None and e.args == (key,)
        case 5:
            assert d.get(key) == (None if i is None else model[i][1])
            assert (key in d) == (i is not None)
        case 6:
            assert d.setdefault(key, value) == (value if i is None else model[i][1])
            if i is None:
                model.append([key, value])
        case 7:
            if model and value < 300:
                assert d.popitem() == tuple(model.pop())
        case 8:
            d.update({key: value, "fixed": step})
            for k, v in ((key, value), ("fixed", step)):
                i = find(model, k)
                if i is None:
                    model.append([k, v])
                else:
                    model[i][1] = v
        case 9:
            assert list(d.items()) == [tuple(pair) for pair in model]
            assert (
                list(d) == [k for k, v in model]
                and list(reversed(d.values())) == [v for k, v in model][::-1]
            )
            assert d == dict(model) and d | {} == d and dict(d) == d.copy() and len(d) == len(model)
            if value < 20:
                d.clear()
                model.clear()
    if step % 1000 == 999:
        print(step, len(d), list(d.items())[:3])
# expect: 999 1 [('b', 778)]
# expect: 1999 16 [('b', 16), (16, 279), (21, 555)]
# expect: 2999 39 [(28, 556), ('fixed', 2983), (33, 776)]
# expect: 3999 52 [('fixed', 3994), (33, 587), (48, 297)]
# expect: 4999 55 [('fixed', 4993), (33, 200), (40, 331)]
# expect: 5999 24 [('fixed', 5996), (14, 900), (50, 135)]
