# Temporary objects live no longer than the expression that needs them.
class D:
    def __init__(self, name):
        self.name = name

    def get(self):
        return self.name

    def me(self):
        return self

    def __add__(self, other):
        return D(self.name + other.name)

    def __del__(self):
        print("del", self.name)


print(D("a").get())
# expect: del a
# expect: a
x = D("b").me().me().get()  # expect: del b
print(x)  # expect: b
y = D("c") + D("d")
# expect: del c
# expect: del d
print("sum made")  # expect: sum made
del y  # expect: del cd
if D("test").get():
    print("in if")
# expect: del test
# expect: in if
for i in [D("item")]:
    print("in for")  # expect: in for
print("after for")  # expect: after for
del i  # expect: del item
print([D("l").get(), D("m").get()])
# expect: del l
# expect: del m
# expect: ['l', 'm']


def f(*args):
    print("called with", len(args))


f(D("p"), D("q"))
# expect: called with 2
# expect: del q
# expect: del p
print(len([D("r")]), (D("s"), 5)[1])
# expect: del r
# expect: del s
# expect: 1 5
_ = [d.get() for d in (D("v"), D("w"))]
# expect: del v
# expect: del w
print("end")  # expect: end
