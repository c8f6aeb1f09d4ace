# A finalizer may save its object; it is not called a second time.
saved = []


class D:
    def __init__(self, n):
        self.n = n

    def __del__(self):
        print("del", self.n)
        saved.append(self)


d = D(1)
del d  # expect: del 1
print(saved[0].n)  # expect: 1
saved.clear()
print("gone")  # expect: gone


class Chain:
    def __init__(self, next):
        self.next = next

    def __del__(self):
        count[0] += 1


count = [0]
c = None
for _ in range(1000):
    c = Chain(c)
c = None
print(count)  # expect: [1000]


class Swap:
    def __del__(self):
        global current
        current = "set by __del__"


current = Swap()
current = "set by program"
print(current)  # expect: set by __del__
