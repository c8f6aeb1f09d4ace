# Weak references do not keep their object, and call back when it goes.
import weakref


class D:
    def __init__(self, name):
        self.name = name

    def m(self):
        return self.name


d = D("x")
r = weakref.ref(d)
print(r() is d, r().name, r == weakref.ref(d), weakref.getweakrefcount(d))  # expect: True x True 1
r2 = weakref.ref(d, lambda ref: print("callback", ref() is None))
del d  # expect: callback True
print(r(), r2())  # expect: None None
values = weakref.WeakValueDictionary()
keys = weakref.WeakKeyDictionary()
s = weakref.WeakSet()
a, b = D("a"), D("b")
values["a"], values["b"] = a, b
keys[a] = 1
s.add(a)
s.add(b)
print(sorted(values), len(keys), len(s))  # expect: ['a', 'b'] 1 2
del a
print(sorted(values), len(keys), len(s), "a" in values)  # expect: ['b'] 0 1 False
p = weakref.proxy(b)
print(p.name, p.m())  # expect: b b
method = weakref.WeakMethod(b.m)
print(method()())  # expect: b
del b
try:
    p.name
except ReferenceError as e:
    print(e)  # expect: weakly-referenced object no longer exists
print(method(), len(s))  # expect: None 0
d = D("final")
f = weakref.finalize(d, print, "finalized", 1)
print(f.alive)  # expect: True
del d  # expect: finalized 1
print(f.alive)  # expect: False
for bad in (5, "x", (), None):
    try:
        weakref.ref(bad)
    except TypeError as e:
        print(e)
# expect: cannot create weak reference to 'int' object
# expect: cannot create weak reference to 'str' object
# expect: cannot create weak reference to 'tuple' object
# expect: cannot create weak reference to 'NoneType' object
