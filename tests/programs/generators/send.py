# yield is an expression, and its value is what is sent.
def average():
    total = count = 0
    value = None
    while True:
        value = yield value
        total += value
        count += 1
        value = total / count


g = average()
print(next(g), g.send(10), g.send(20), g.send(0))  # expect: None 10.0 15.0 10.0


def echo():
    received = []
    while len(received) < 3:
        received.append((yield len(received)))
    return received


g = echo()
print(g.send(None), g.send("a"), next(g))  # expect: 0 1 2
try:
    g.send("c")
except StopIteration as e:
    print(e.value)  # expect: ['a', None, 'c']
try:
    echo().send("too early")
except TypeError as e:
    print(e)  # expect: can't send non-None value to a just-started generator


def both():
    x = yield 1
    y = yield x * 2
    print("got", x, y, (yield))


g = both()
print(next(g), g.send(5), g.send("y"), g.send("z") if False else None)  # expect: 1 10 None None
try:
    g.send("last")
except StopIteration as e:
    print(repr(e))
# expect: got 5 y last
# expect: StopIteration()
