# The variables of comprehensions that run in the frame around them are among those of its code.
async def asynchronous():
    return [x async for x in steps() if range(3)]


def between():
    y = 1
    a = [x for x in steps()]
    return [z for z in a]


def several():
    return {x: y for x, y in steps()}, {q for q in 3}, (r for r in 3)


class C:
    def method(self):
        return [self for self in 3], [k for k in self]

    names = [n for n in "ab"]


print(asynchronous.__code__.co_varnames)  # expect: ('x',)
print(between.__code__.co_varnames, between.__code__.co_nlocals)  # expect: ('y', 'x', 'a', 'z') 4
print(several.__code__.co_varnames)  # expect: ('x', 'y', 'q')
print(C.method.__code__.co_varnames)  # expect: ('self', 'k')


# What is captured comes in the order of the names, behind parameters.
def captured(b, a):
    y = x = 0
    return [lambda: (a, b, x, w) for w in "a"], lambda: (y, x)


def around():
    z, a = 1, 2

    def inner():
        return z, a

    b = 3
    return lambda: (inner, z, b, a)


print(captured.__code__.co_cellvars)  # expect: ('b', 'a', 'w', 'x', 'y')
print(around.__code__.co_cellvars, around().__code__.co_freevars)
# expect: ('a', 'b', 'inner', 'z') ('a', 'b', 'inner', 'z')
print([cell.cell_contents for cell in around().__closure__][::3])  # expect: [2, 1]
