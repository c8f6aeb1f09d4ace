# Generators as methods and with captured state.
class Tree:
    def __init__(self, value, *children):
        self.value, self.children = value, children

    def __iter__(self):
        yield self.value
        for child in self.children:
            yield from child

    def levels(self):
        level = [self]
        while level:
            yield [node.value for node in level]
            level = [child for node in level for child in node.children]


t = Tree(1, Tree(2, Tree(3)), Tree(4))
print(list(t), list(t.levels()), 3 in t)  # expect: [1, 2, 3, 4] [[1], [2, 4], [3]] True
print(max(t), sorted(t, reverse=True))  # expect: 4 [4, 3, 2, 1]


def scheduler(*tasks):
    tasks = list(tasks)
    while tasks:
        task = tasks.pop(0)
        try:
            print(next(task), end=" ")
            tasks.append(task)
        except StopIteration:
            pass
    print()


def task(name, n):
    for i in range(n):
        yield f"{name}{i}"


scheduler(task("a", 3), task("b", 1), task("c", 2))  # expect: a0 b0 c0 a1 c1 a2 
