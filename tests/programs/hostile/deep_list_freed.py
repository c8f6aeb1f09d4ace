# A list nested 200,000 deep is made and freed.
a = []
for _ in range(200_000):
    a = [a]
print(len(a))  # expect: 1
a = None
t = ()
for _ in range(200_000):
    t = (t,)
print(len(t))  # expect: 1
del t
d = {}
for _ in range(200_000):
    d = {"d": d}
print(list(d))  # expect: ['d']
d = 0


class Node:
    def __init__(self, next):
        self.next = next


head = None
for _ in range(200_000):
    head = Node(head)
print(head.next is not None)  # expect: True
head = None
f = None
for _ in range(50_000):
    f = (lambda g: lambda: g)(f)
f = None
print("freed")  # expect: freed
