# A cache that forgets what was used least recently: a dict and a doubly linked list.
class LRU:
    class Entry:
        __slots__ = "key", "value", "before", "after"

    def __init__(self, size):
        self.size, self.entries = size, {}
        self.hits = self.misses = 0
        self.ends = self.Entry()
        self.ends.before = self.ends.after = self.ends

    def _link(self, e):
        e.before, e.after = self.ends, self.ends.after
        e.before.after = e.after.before = e

    def _unlink(self, e):
        e.before.after, e.after.before = e.after, e.before

    def __getitem__(self, key):
        try:
            e = self.entries[key]
        except KeyError:
            self.misses += 1
            raise
        self.hits += 1
        self._unlink(e)
        self._link(e)
        return e.value

    def __setitem__(self, key, value):
        e = self.entries.get(key)
        if e:
            self._unlink(e)
        else:
            if len(self.entries) == self.size:
                oldest = self.ends.before
                self._unlink(oldest)
                del self.entries[oldest.key]
            e = self.entries[key] = self.Entry()
            e.key = key
        e.value = value
        self._link(e)

    def __iter__(self):
        e = self.ends.after
        while e is not self.ends:
            yield e.key
            e = e.after

    def __len__(self):
        return len(self.entries)


c = LRU(3)
for k in "abc":
    c[k] = k.upper()
print(list(c), c["a"], list(c))  # expect: ['c', 'b', 'a'] A ['a', 'c', 'b']
c["d"] = "D"
print(list(c), "b" in c.entries)  # expect: ['d', 'a', 'c'] False
c["a"] = "again"
print(list(c), c["a"])  # expect: ['a', 'd', 'c'] again
try:
    c["b"]
except KeyError as e:
    print("miss", e)  # expect: miss 'b'
big = LRU(100)
for n in range(5000):
    key = n * n % 317
    try:
        big[key] += 1
    except KeyError:
        big[key] = 1
print(len(big), big.hits, big.misses, list(big)[:3])  # expect: 100 3071 1929 [257, 87, 236]
