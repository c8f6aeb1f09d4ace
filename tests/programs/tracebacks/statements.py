# What is marked of statements: targets, iterables, context expressions, conditions.
class Slotted:
    __slots__ = ()


def assigns():
    Slotted().x = 1


def unpacks():
    (a, b), c = [1], 2


def loops():
    for x in 5:
        pass


def deletes():
    del {}["k"]


def augments():
    x = []
    x += 1


def enters():
    with Slotted() as s:
        pass


def catches():
    try:
        1 / 0
    except Slotted():
        pass


failed = []
for function in assigns, unpacks, loops, deletes, augments, enters, catches:
    try:
        function()
    except Exception as error:
        failed.append(error)
raise ExceptionGroup("all", failed)
# expect-error:     |     Slotted().x = 1
# expect-error:     |     ^^^^^^^^^^^
# expect-error:     |     (a, b), c = [1], 2
# expect-error:     |     ^^^^^^
# expect-error:     |     for x in 5:
# expect-error:     |              ^
# expect-error:     |     del {}["k"]
# expect-error:     |         ~~^^^^^
# expect-error:     |     x += 1
# expect-error:     |     with Slotted() as s:
# expect-error:     |          ~~~~~~~^^
# expect-error:     |     1 / 0
# expect-error:     |     ~~^~~
# expect-error:     |     except Slotted():
# exit: 1
