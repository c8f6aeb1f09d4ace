# Generators and finalizers that set each other off run one after the other, however many they are.
# cpython: finalizers nest until RecursionError
closed = 0


def hold(inner):
    global closed
    try:
        yield inner
    finally:
        closed += 1


outer = None
for _ in range(50_000):
    new = hold(outer)
    next(new)
    outer = new
del outer, new
print(closed)


class Node:
    def __init__(self, inner):
        self.inner = inner

    def __del__(self):
        global deleted
        deleted += 1
        self.inner = None


deleted = 0
node = None
for _ in range(50_000):
    node = Node(node)
node = None
print(deleted)
# expect: 50000
# expect: 50000
