# Random operations on sets, checked against lists.
class Numbers:
    def __init__(self, seed):
        self.state = seed

    def below(self, n):
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) % 2**64
        return (self.state >> 33) % n


r = Numbers(6)
for step in range(400):
    a = [r.below(30) - 5 for _ in range(r.below(25))]
    b = [r.below(30) - 5 for _ in range(r.below(25))]
    s, t = set(a), frozenset(b)
    assert sorted(s) == sorted(dict.fromkeys(a)) and len(t) == len(dict.fromkeys(b))
    assert s | t == {x for x in a + b} and sorted(s & t) == sorted(x for x in s if x in b)
    assert s - t == {x for x in a if x not in b} and s ^ t == (s - t) | (t - s)
    assert (s <= t) == all(x in b for x in a) and (s < t) == (s <= t and len(s) < len(t))
    assert s.isdisjoint(b) == (not s & t) and (s == t) == (sorted(s) == sorted(t))
    u = set(s)
    for x in b:
        u.discard(x)
    assert u == s - t
    u.update(a, b)
    assert u == s | t
    u.intersection_update(t)
    u.symmetric_difference_update(a)
    assert u == t ^ s and type(s & t) is set and type(t & s) is frozenset
    assert hash(frozenset(a)) == hash(frozenset(reversed(a)))
    words = {str(x) for x in a} | {(x, str(x)) for x in b}
    assert len(words) == len(s) + len(t) and all(str(x) in words for x in a)
    while u:
        x = u.pop()
        assert x not in u
    if step % 100 == 0:
        print(step, sorted(s)[:5], sorted(t)[-3:])
# expect: 0 [-3, -2, -1, 0, 1] [15, 16, 20]
# expect: 100 [-1, 4, 6, 9, 12] [3]
# expect: 200 [-4, -1, 1, 2, 3] [19, 20, 23]
# expect: 300 [] [19, 20, 24]
