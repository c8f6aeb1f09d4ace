# Built-in functions fed with generators, iterators, views and each other.
def gen(n):
    for i in range(n):
        yield i


class It:
    def __init__(self, n):
        self.n = n

    def __iter__(self):
        return self

    def __next__(self):
        if self.n == 0:
            raise StopIteration
        self.n -= 1
        return self.n


for make in (
    lambda: gen(4),
    lambda: It(4),
    lambda: iter([3, 1, 2, 0]),
    lambda: {3: 0, 1: 0, 2: 0, 0: 0}.keys(),
    lambda: range(4),
    lambda: map(abs, [-3, 1, -2, 0]),
    lambda: (x for x in gen(4)),
):
    print(sorted(make()), sum(make()), max(make()), min(make()), list(make()))
    print(tuple(make()), len(set(make())), any(make()), all(make()))
    print(dict(zip(make(), make())), list(map(str, make())), list(filter(None, make())))
    print(",".join(map(str, make())), [*make()], bytes(make()))
    a, *b = make()
    x, y, z, w = make()
    print(a, b, x, y, z, w, 2 in make(), 9 in make(), list(enumerate(make(), 1)))
    print((lambda *args: len(args))(*make()))
    l = [9]
    l.extend(make())
    l += make()
    l[0:1] = make()
    s = {9}
    s.update(make())
    print(l, sorted(s), sorted(s.union(make())), sorted(s & set(make())))
    print(list(zip(make(), gen(2))), dict.fromkeys(make(), 0), next(iter(make())))
# expect: [0, 1, 2, 3] 6 3 0 [0, 1, 2, 3]
# expect: (0, 1, 2, 3) 4 True False
# expect: {0: 0, 1: 1, 2: 2, 3: 3} ['0', '1', '2', '3'] [1, 2, 3]
# expect: 0,1,2,3 [0, 1, 2, 3] b'\x00\x01\x02\x03'
# expect: 0 [1, 2, 3] 0 1 2 3 True False [(1, 0), (2, 1), (3, 2), (4, 3)]
# expect: 4
# expect: [0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3] [0, 1, 2, 3, 9] [0, 1, 2, 3, 9] [0, 1, 2, 3]
# expect: [(0, 0), (1, 1)] {0: 0, 1: 0, 2: 0, 3: 0} 0
# expect: [0, 1, 2, 3] 6 3 0 [3, 2, 1, 0]
# expect: (3, 2, 1, 0) 4 True False
# expect: {3: 3, 2: 2, 1: 1, 0: 0} ['3', '2', '1', '0'] [3, 2, 1]
# expect: 3,2,1,0 [3, 2, 1, 0] b'\x03\x02\x01\x00'
# expect: 3 [2, 1, 0] 3 2 1 0 True False [(1, 3), (2, 2), (3, 1), (4, 0)]
# expect: 4
# expect: [3, 2, 1, 0, 3, 2, 1, 0, 3, 2, 1, 0] [0, 1, 2, 3, 9] [0, 1, 2, 3, 9] [0, 1, 2, 3]
# expect: [(3, 0), (2, 1)] {3: 0, 2: 0, 1: 0, 0: 0} 3
# expect: [0, 1, 2, 3] 6 3 0 [3, 1, 2, 0]
# expect: (3, 1, 2, 0) 4 True False
# expect: {3: 3, 1: 1, 2: 2, 0: 0} ['3', '1', '2', '0'] [3, 1, 2]
# expect: 3,1,2,0 [3, 1, 2, 0] b'\x03\x01\x02\x00'
# expect: 3 [1, 2, 0] 3 1 2 0 True False [(1, 3), (2, 1), (3, 2), (4, 0)]
# expect: 4
# expect: [3, 1, 2, 0, 3, 1, 2, 0, 3, 1, 2, 0] [0, 1, 2, 3, 9] [0, 1, 2, 3, 9] [0, 1, 2, 3]
# expect: [(3, 0), (1, 1)] {3: 0, 1: 0, 2: 0, 0: 0} 3
# expect: [0, 1, 2, 3] 6 3 0 [3, 1, 2, 0]
# expect: (3, 1, 2, 0) 4 True False
# expect: {3: 3, 1: 1, 2: 2, 0: 0} ['3', '1', '2', '0'] [3, 1, 2]
# expect: 3,1,2,0 [3, 1, 2, 0] b'\x03\x01\x02\x00'
# expect: 3 [1, 2, 0] 3 1 2 0 True False [(1, 3), (2, 1), (3, 2), (4, 0)]
# expect: 4
# expect: [3, 1, 2, 0, 3, 1, 2, 0, 3, 1, 2, 0] [0, 1, 2, 3, 9] [0, 1, 2, 3, 9] [0, 1, 2, 3]
# expect: [(3, 0), (1, 1)] {3: 0, 1: 0, 2: 0, 0: 0} 3
# expect: [0, 1, 2, 3] 6 3 0 [0, 1, 2, 3]
# expect: (0, 1, 2, 3) 4 True False
# expect: {0: 0, 1: 1, 2: 2, 3: 3} ['0', '1', '2', '3'] [1, 2, 3]
# expect: 0,1,2,3 [0, 1, 2, 3] b'\x00\x01\x02\x03'
# expect: 0 [1, 2, 3] 0 1 2 3 True False [(1, 0), (2, 1), (3, 2), (4, 3)]
# expect: 4
# expect: [0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3] [0, 1, 2, 3, 9] [0, 1, 2, 3, 9] [0, 1, 2, 3]
# expect: [(0, 0), (1, 1)] {0: 0, 1: 0, 2: 0, 3: 0} 0
# expect: [0, 1, 2, 3] 6 3 0 [3, 1, 2, 0]
# expect: (3, 1, 2, 0) 4 True False
# expect: {3: 3, 1: 1, 2: 2, 0: 0} ['3', '1', '2', '0'] [3, 1, 2]
# expect: 3,1,2,0 [3, 1, 2, 0] b'\x03\x01\x02\x00'
# expect: 3 [1, 2, 0] 3 1 2 0 True False [(1, 3), (2, 1), (3, 2), (4, 0)]
# expect: 4
# expect: [3, 1, 2, 0, 3, 1, 2, 0, 3, 1, 2, 0] [0, 1, 2, 3, 9] [0, 1, 2, 3, 9] [0, 1, 2, 3]
# expect: [(3, 0), (1, 1)] {3: 0, 1: 0, 2: 0, 0: 0} 3
# expect: [0, 1, 2, 3] 6 3 0 [0, 1, 2, 3]
# expect: (0, 1, 2, 3) 4 True False
# expect: {0: 0, 1: 1, 2: 2, 3: 3} ['0', '1', '2', '3'] [1, 2, 3]
# expect: 0,1,2,3 [0, 1, 2, 3] b'\x00\x01\x02\x03'
# expect: 0 [1, 2, 3] 0 1 2 3 True False [(1, 0), (2, 1), (3, 2), (4, 3)]
# expect: 4
# expect: [0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3] [0, 1, 2, 3, 9] [0, 1, 2, 3, 9] [0, 1, 2, 3]
# expect: [(0, 0), (1, 1)] {0: 0, 1: 0, 2: 0, 3: 0} 0

# Iterators have classes of their own.
import array
import collections

for each in ("a", "é", b"a", bytearray(b"a"), memoryview(b"a"), collections.deque("a")):
    print(type(iter(each)), list(iter(each)))
# expect: <class 'str_ascii_iterator'> ['a']
# expect: <class 'str_iterator'> ['é']
# expect: <class 'bytes_iterator'> [97]
# expect: <class 'bytearray_iterator'> [97]
# expect: <class 'memory_iterator'> [97]
# expect: <class 'collections._deque_iterator'> ['a']
