# All kinds of objects, used by all threads at once, by code that changes them under each other.
import threading, random, collections, itertools, functools, io, weakref, gc, queue, heapq, bisect, time, contextvars
class C: pass
l = [0]; d = {}; s = set(); dq = collections.deque([0], 50); ba = bytearray(b"abc"); od = collections.OrderedDict(); c = C(); cnt = collections.Counter(); dd = collections.defaultdict(list)
it = itertools.count(); cyc = itertools.cycle([1, 2, 3]); tee1, tee2 = itertools.tee(itertools.count()); ch = itertools.chain(itertools.repeat(1, 10**6)); sio = io.StringIO(); bio = io.BytesIO(); zl = zip(itertools.count(), itertools.count()); mp = map(lambda x: x, itertools.count()); en = enumerate(itertools.count()); gb = itertools.groupby(itertools.count(), key=lambda x: x // 3); acc = itertools.accumulate(itertools.repeat(1)); prod = itertools.product(range(100), repeat=2); comb = itertools.combinations(range(40), 3); perm = itertools.permutations(range(7)); bat = itertools.batched(itertools.count(), 2); isl = itertools.islice(itertools.count(), 10**7); pw = itertools.pairwise(itertools.count()); rnd = random.Random(1)
@functools.lru_cache(10)
def cached(x): return [x]
mv = memoryview(bytearray(1000))
class Key:
    def __init__(s, n): s.n = n
    def __hash__(s): return s.n % 5
    def __eq__(s, o):
        if random.random() < 0.05: d.clear()
        return s.n == o.n
class Evil:
    def __index__(self):
        l.clear(); ba.clear() if not len(ba) % 2 else None
        return 1
    def __lt__(self, o):
        if random.random() < 0.1: l.append(Evil())
        return True
class Fin:
    def __del__(self): l.append(1); s.add(1)
ops = [lambda: l.append(1), lambda: l.pop(), lambda: l.extend(range(5)), lambda: l.__setitem__(slice(0, 2), [1, 2, 3]), lambda: l.__delitem__(slice(0, 3)), lambda: l.sort(key=lambda x: str(x)), lambda: l.reverse(), lambda: list(l), lambda: l.insert(Evil(), 2), lambda: l[Evil()], lambda: l * 2, lambda: sum(1 for _ in l), lambda: l.clear() if len(l) > 100 else None, lambda: l.index(1), lambda: l.remove(1), lambda: l == list(l), lambda: repr(l), lambda: sorted(l, key=str), lambda: l.__iadd__([1]),
 lambda: d.__setitem__(Key(random.randrange(50)), Fin()), lambda: d.pop(Key(random.randrange(50)), None), lambda: list(d.items()), lambda: d.update({1: 2, "a": 3}), lambda: d.setdefault(random.randrange(9), []), lambda: d.popitem(), lambda: d.copy(), lambda: d | {5: 6}, lambda: [x for x in d], lambda: d.get(Key(1)), lambda: d.clear() if len(d) > 60 else None, lambda: repr(d), lambda: d == dict(d), lambda: dict.fromkeys(d),
 lambda: s.add(Key(random.randrange(30))), lambda: s.discard(Key(random.randrange(30))), lambda: s | {1}, lambda: s & {1, 2}, lambda: s.pop(), lambda: s.update([1, 2, 3]), lambda: s.clear() if len(s) > 50 else None, lambda: list(s), lambda: s.symmetric_difference_update({1, 9}), lambda: frozenset(s), lambda: s == set(s), lambda: s <= {1},
 lambda: dq.append(1), lambda: dq.popleft(), lambda: dq.rotate(3), lambda: list(dq), lambda: dq.extend([1, 2]), lambda: dq.insert(1, 5), lambda: dq.remove(1), lambda: dq.copy(), lambda: dq[1], lambda: dq.__setitem__(0, 2), lambda: dq.reverse(), lambda: dq == collections.deque(dq),
 lambda: ba.append(1), lambda: ba.extend(b"xy"), lambda: ba.pop(), lambda: ba.__setitem__(slice(0, 1), b"zzz"), lambda: bytes(ba), lambda: ba.find(b"z"), lambda: ba.clear() if len(ba) > 100 else None, lambda: ba.__iadd__(b"1"), lambda: ba[Evil()], lambda: ba.join([b"a", ba]), lambda: ba.replace(b"z", b"y"), lambda: memoryview(ba).release(), lambda: ba * 2, lambda: ba.insert(0, 1), lambda: ba.reverse(),
 lambda: od.__setitem__(random.randrange(9), 1), lambda: od.move_to_end(random.randrange(9)), lambda: od.popitem(), lambda: list(od), lambda: setattr(c, "a%d" % random.randrange(20), 1), lambda: delattr(c, "a%d" % random.randrange(20)), lambda: c.a1, lambda: vars(c).copy(), lambda: c.__dict__.clear(), lambda: setattr(C, "x%d" % random.randrange(5), property(lambda s: 1)), lambda: delattr(C, "x%d" % random.randrange(5)), lambda: c.x1, lambda: setattr(c, "__class__", C), lambda: setattr(c, "__dict__", {"a1": 2}),
 lambda: cnt.update("abc"), lambda: cnt.most_common(1), lambda: dd["x"].append(1), lambda: next(it), lambda: next(cyc), lambda: next(tee1), lambda: next(tee2), lambda: next(ch), lambda: next(zl), lambda: next(mp), lambda: next(en), lambda: list(next(gb)[1]), lambda: next(acc), lambda: next(prod), lambda: next(comb), lambda: next(perm), lambda: next(bat), lambda: next(isl), lambda: next(pw), lambda: sio.write("abc"), lambda: sio.getvalue(), lambda: sio.seek(0), lambda: sio.truncate(0), lambda: sio.read(5), lambda: bio.write(b"abc"), lambda: bio.seek(random.randrange(100)), lambda: bio.read(3), lambda: bio.truncate(5), lambda: bio.getvalue(), lambda: cached(random.randrange(20)), lambda: cached.cache_clear(), lambda: cached.cache_info(), lambda: rnd.random(), lambda: rnd.seed(5), lambda: rnd.getstate(), lambda: rnd.shuffle(list(range(5))), lambda: mv.__setitem__(5, 6), lambda: bytes(mv), lambda: weakref.ref(c)(), lambda: weakref.WeakValueDictionary(a=c), lambda: Fin(), lambda: heapq.heappush(l, 1), lambda: heapq.heappop(l), lambda: heapq.heapify(l), lambda: bisect.insort(l, 1), lambda: [Fin() for _ in range(3)], lambda: max(l), lambda: tuple(l), lambda: " ".join(map(str, l)), lambda: zip(l, l, strict=True), lambda: l[::2], lambda: l.__setitem__(slice(None, None, 2), [0] * len(l[::2])), lambda: gc.collect() if random.random() < 0.02 else 0]
import sys
def worker(n):
    r = random.Random(n)
    for _ in range(int(sys.argv[1]) if len(sys.argv) > 1 else 1500):
        try: r.choice(ops)()
        except (IndexError, KeyError, ValueError, RuntimeError, StopIteration, TypeError, AttributeError, BufferError): pass
sys.setswitchinterval(0.0001)
ts = [threading.Thread(target=worker, args=(i,)) for i in range(4)]
for t in ts: t.start()
for t in ts: t.join()
print("end")
# expect: end
