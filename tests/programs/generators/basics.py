# A generator runs when asked, and stops at each yield.
def gen():
    print("start")
    yield 1
    print("between")
    yield 2
    print("end")


g = gen()
print("made", type(g).__name__)  # expect: made generator
print(next(g))
# expect: start
# expect: 1
print(next(g))
# expect: between
# expect: 2
print(next(g, "done"))
# expect: end
# expect: done
print(next(g, "still done"), list(g), iter(g) is g)  # expect: still done [] True


def infinite():
    n = 0
    while True:
        yield n
        n += 1


for x in infinite():
    if x > 3:
        break
print(x, [a for a, _ in zip(infinite(), "abc")])  # expect: 4 [0, 1, 2]
print(sum(x for x in (i * i for i in range(5))))  # expect: 30


def empty():
    return
    yield


print(list(empty()), list(gen.__call__())[0], gen.__name__, g.__name__, g.__qualname__)
# expect: start
# expect: between
# expect: end
# expect: [] 1 gen gen gen
