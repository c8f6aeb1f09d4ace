# What refers to what.
import gc


class Node:
    pass


class Holder:
    def __init__(self, held):
        self.held = held


a = [1, "two", None]
b = {"a": a, "n": 7}
print(a in gc.get_referents(b), gc.get_referents(5, "text"))  # expect: True []
print(sorted(map(repr, gc.get_referents([1 << 80, "x"]))))  # expect: ["'x'", '1208925819614629174706176']
print(any(x is a for x in gc.get_referents((a,))))  # expect: True
node = Node()
holder = Holder(node)
print(node in gc.get_referents(holder) or holder.__dict__ in gc.get_referents(holder))  # expect: True
print(Holder in gc.get_referents(holder))  # expect: True
container = [node]
found = gc.get_referrers(node)
print(any(x is container for x in found))  # expect: True
print(any(x is holder or x is holder.__dict__ for x in found))  # expect: True
print(any(x is globals() for x in found))  # expect: True
print(gc.get_referrers())  # expect: []
container.clear()
print(any(x is container for x in gc.get_referrers(node)))  # expect: False


def closure():
    inner = Node()

    def function():
        return inner

    return function, inner


function, inner = closure()
cells = [x for x in gc.get_referrers(inner) if type(x).__name__ == "cell"]
print(len(cells), cells[0].cell_contents is inner)  # expect: 1 True
del cells
marker = Node()
print(any(x is marker for x in gc.get_objects()))  # expect: True
print(any(x is marker for x in gc.get_objects(generation=None)))  # expect: True
print(any(type(x) is str for x in gc.get_objects()))  # expect: False
for wrong in (-2, 3):
    try:
        gc.get_objects(generation=wrong)
    except ValueError as error:
        print(error)
# expect: generation parameter cannot be negative
# expect: generation parameter must be less than the number of available generations (3)
