# Objects held by containers go with them, in order.
class D:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("del", self.name)


a = [D(1), D(2), D(3)]
a[1] = None  # expect: del 2
print("replaced")  # expect: replaced
a.pop()  # expect: del 3
print("popped")  # expect: popped
a.clear()  # expect: del 1
print("cleared")  # expect: cleared
d = {"k": D("value"), D("key"): 1}
d["k"] = 0  # expect: del value
print("value replaced")  # expect: value replaced
d.clear()  # expect: del key
t = (D("t1"), D("t2"))
t = None
# expect: del t2
# expect: del t1
s = {D("in set")}
s.pop()  # expect: del in set
print("set")  # expect: set


class Holder:
    pass


h = Holder()
h.x = D("attribute")
h.x = 1  # expect: del attribute
h.y = D("with its holder")
del h  # expect: del with its holder
print("holder gone")  # expect: holder gone
b = [D("slice 1"), D("slice 2"), D("kept")]
del b[:2]
# expect: del slice 2
# expect: del slice 1
print("sliced")  # expect: sliced
b[:] = []  # expect: del kept
c = [D("shared")] * 3
c.pop()
c.pop()
print("two popped")  # expect: two popped
c.pop()  # expect: del shared
