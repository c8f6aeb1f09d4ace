# How instances print.
class Both:
    def __repr__(self):
        return "R"

    def __str__(self):
        return "S"


class Sub(Both):
    pass


class Nothing:
    pass


print(Both(), [Both()], (Both(),), {1: Both()})  # expect: S [R] (R,) {1: R}
print(f"{Both()} {Both()!r}", "%s %r" % (Both(), Both()), Sub())  # expect: S R S R S
print(repr(Nothing()).startswith("<__main__.Nothing object at 0x"))  # expect: True
print(str(Nothing), Both)  # expect: <class '__main__.Nothing'> <class '__main__.Both'>


class Returns:
    def __repr__(self):
        return None


for bad in (
    lambda: repr(Returns()),
    lambda: str(Returns()),
    lambda: f"{Returns()}",
    lambda: [Returns()].__repr__(),
):
    try:
        bad()
    except TypeError as e:
        print(e)
# expect: __repr__ returned non-string (type NoneType)
# expect: __str__ returned non-string (type NoneType)
# expect: __str__ returned non-string (type NoneType)
# expect: __repr__ returned non-string (type NoneType)


class Node:
    def __init__(self):
        self.next = None

    def __repr__(self):
        return f"Node({self.next!r})"


n = Node()
n.next = Node()
print(n)  # expect: Node(Node(None))
