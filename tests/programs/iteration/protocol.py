# for calls iter() once and next() until StopIteration.
class Countdown:
    def __init__(self, n):
        self.n = n

    def __iter__(self):
        print("iter")
        return self

    def __next__(self):
        if self.n == 0:
            raise StopIteration
        self.n -= 1
        return self.n


for x in Countdown(2):
    print(x)
# expect: iter
# expect: 1
# expect: 0
print(list(Countdown(3)), sum(Countdown(4)), 2 in Countdown(5), tuple(Countdown(0)))
# expect: iter
# expect: iter
# expect: iter
# expect: iter
# expect: [2, 1, 0] 6 True ()
a, b, c = Countdown(3)  # expect: iter
print(a, b, c)  # expect: 2 1 0
c = Countdown(3)
for x in c:
    break
# expect: iter
print(list(c))
# expect: iter
# expect: [1, 0]
