# Star arguments and displays iterate over anything.
def gen():
    yield from "ab"


def show(*args):
    return args


print([*gen(), *[1], *{2: 3}, *(), *range(2)], (*gen(),))  # expect: ['a', 'b', 1, 2, 0, 1] ('a', 'b')
print({*gen()} == {"a", "b"}, show(*gen(), 0, *[1]))  # expect: True ('a', 'b', 0, 1)
print(*[1, 2], *"xy", sep="-")  # expect: 1-2-x-y
print(*gen())  # expect: a b
a = *gen(), 1
print(a)  # expect: ('a', 'b', 1)
for x in *[1, 2], 3:
    print(x)
# expect: 1
# expect: 2
# expect: 3
