# A `global` statement means the globals that `exec` was given, where its locals are others.
g, l = {"z": 1}, {"z": 2}
exec("global y; y = 42; x = 12", g, l)
print(g["y"], l)  # expect: 42 {'z': 2, 'x': 12}
exec("global z\nfound = z\ndel z", g, l)
print(l["found"], "z" in g, l["z"])  # expect: 1 False 2

names = """
global f, os, i, q, t, D, C
def f(): pass
class C: pass
import os
for i in range(3): pass
t += 1
class D:
    global v
    v = 1
[q := 5 for _ in range(1)]
k = [i for _ in range(1)]
"""
g, l = {"t": 1}, {}
exec(names, g, l)
print(sorted(name for name in g if name != "__builtins__"), l)
# expect: ['C', 'D', 'f', 'i', 'os', 'q', 't', 'v'] {'k': [2]}

global here
here = 1
print(globals()["here"], here)  # expect: 1 1
