# What cannot fit is not begun: the length is known before the first item.
def rest():
    first, *others = range(10**15)


def rest_before():
    *others, last = iter(range(10**15))


def listed():
    list(iter(range(10**15)))


class Promising:
    def __iter__(self):
        return iter(())

    def __length_hint__(self):
        return 10**15


for work in (rest, rest_before, listed, lambda: list(Promising()), lambda: [1].extend(Promising())):
    try:
        work()
        print("done")
    except MemoryError:
        print("MemoryError")
# expect: MemoryError
# expect: MemoryError
# expect: MemoryError
# expect: MemoryError
# expect: MemoryError
