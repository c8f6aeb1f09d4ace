# Context variables, and a topological sorter.
import contextvars
import threading
from graphlib import CycleError, TopologicalSorter

v = contextvars.ContextVar("v", default="default")
print(v.get(), v.get("given"))  # expect: default given
token = v.set(1)
c = contextvars.copy_context()
v.set(2)
print(v.get(), c[v], c.run(v.get), c.run(lambda: (v.set(9), v.get())[1]), v.get())  # expect: 2 1 1 9 2
v.reset(token)
print(v.get(), token.old_value is contextvars.Token.MISSING)  # expect: default True
seen = []
t = threading.Thread(target=lambda: seen.append(v.get()))
v.set("main")
t.start()
t.join()
print(len(seen), [x.name for x in c])  # expect: 1 ['v']
print(list(TopologicalSorter({"d": {"b", "c"}, "b": {"a"}, "c": {"a"}}).static_order())[0::3])
# expect: ['a', 'd']
try:
    list(TopologicalSorter({1: {2}, 2: {1}}).static_order())
except CycleError as e:
    print(type(e).__name__, sorted(set(e.args[1])))  # expect: CycleError [1, 2]
s = TopologicalSorter({3: [1, 2]})
s.prepare()
print(sorted(s.get_ready()), s.is_active())  # expect: [1, 2] True
