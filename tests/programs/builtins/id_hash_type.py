# id, hash and type.
a, b = [], []
print(id(a) == id(a), id(a) == id(b), type(a) is list)  # expect: True False True
print(type(a) == type(b), type(type(a)), type(5).__name__)  # expect: True <class 'type'> int
print(hash(1), hash(0), hash(True), hash(-1), hash(2.0))  # expect: 1 0 1 -2 2
print(hash(10**6), hash(None) == hash(None))  # expect: 1000000 True
print(hash("a") == hash("a"), hash((1, 2)) == hash((1, 2)))  # expect: True True
print(hash(frozenset([1])) == hash(frozenset([1])))  # expect: True
print(hash(0.5), hash(float("inf")), hash(-float("inf")))  # expect: 1152921504606846976 314159 -314159
print(hash(2**61 - 1), hash(-(2**61)), hash(1e300) == hash(int(1e300)))  # expect: 0 -2 True
for bad in ([], {}, set(), slice, bytearray()):
    try:
        hash(bad)
        print("hashable", bad)
    except TypeError as e:
        print(e)
# expect: unhashable type: 'list'
# expect: unhashable type: 'dict'
# expect: unhashable type: 'set'
# expect: hashable <class 'slice'>
# expect: unhashable type: 'bytearray'
