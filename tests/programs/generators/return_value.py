# return ends a generator and StopIteration carries the value.
def gen(n):
    if n == 0:
        return "at once"
    yield n
    return "later", n


for n in (0, 1):
    g = gen(n)
    try:
        while True:
            print("yielded", next(g))
    except StopIteration as e:
        print("value", e.value, e.args)
# expect: value at once ('at once',)
# expect: yielded 1
# expect: value ('later', 1) (('later', 1),)


def collect(g):
    return (yield from g)


g = collect(gen(0))
try:
    next(g)
except StopIteration as e:
    print(e.value)  # expect: at once


def tuple_value():
    return (1, 2)
    yield


try:
    next(tuple_value())
except StopIteration as e:
    print(e.value, e.args)  # expect: (1, 2) ((1, 2),)
print([*gen(3)], list(collect(gen(2))))  # expect: [3] [2]
