# The first iterable is evaluated at once, everything else when needed.
def source(name, items):
    print("source", name)
    return items


g = (a + b for a in source("first", [1, 2]) for b in source("second", [10, 20]))  # expect: source first
print("made")  # expect: made
print(list(g))
# expect: source second
# expect: source second
# expect: [11, 21, 12, 22]
try:
    g = (x for x in 5)
except TypeError as e:
    print(e)  # expect: 'int' object is not iterable
g = (1 / x for x in [1, 0])
print(next(g))  # expect: 1.0
try:
    next(g)
except ZeroDivisionError as e:
    print(e)  # expect: division by zero
print(next(g, "ended"))  # expect: ended
limit = 3
g = (x for x in range(10) if x < limit)
limit = 1
print(list(g))  # expect: [0]
