# bisect: positions in sorted lists.
import bisect

a = [1, 3, 3, 5]
print(bisect.bisect(a, 3), bisect.bisect_left(a, 3))  # expect: 3 1
print(bisect.bisect_right(a, 3), bisect.bisect(a, 0), bisect.bisect(a, 9))  # expect: 3 0 4
bisect.insort(a, 4)
bisect.insort_left(a, 3)
bisect.insort_right(a, 0)
print(a, bisect.bisect_left(a, 3, 3))  # expect: [0, 1, 3, 3, 3, 4, 5] 3
print(bisect.bisect(a, 3, 0, 2), bisect.bisect([], 1))  # expect: 2 0
words = ["a", "bb", "ccc"]
print(bisect.bisect_left(words, 2, key=len))  # expect: 1
print([("FDCBA"[bisect.bisect([60, 70, 80, 90], s)]) for s in (50, 60, 89, 90)])
# expect: ['F', 'D', 'B', 'A']
bisect.insort(words, "dd", key=len)
print(words)  # expect: ['a', 'bb', 'dd', 'ccc']
try:
    bisect.bisect([1], 1, -1)
except ValueError as e:
    print(e)  # expect: lo must be non-negative
