import threading
def g():
    while True:
        try: yield sum(range(300))
        except ValueError: pass
gen = g()
errs = set()
def f():
    for _ in range(3000):
        for op in (lambda: next(gen), lambda: gen.send(None), lambda: gen.throw(ValueError), ):
            try: op()
            except (ValueError, StopIteration) as e: errs.add(type(e).__name__)
ts = [threading.Thread(target=f) for _ in range(4)]
for t in ts: t.start()
for t in ts: t.join()
print(errs <= {"ValueError"})
gen.close()
def h():
    yield from inner
def i():
    while True: yield 1
inner = i(); outs = [h() for _ in range(4)]
def k(o):
    for _ in range(5000):
        try: next(o)
        except (ValueError, StopIteration): return
ts = [threading.Thread(target=k, args=(o,)) for o in outs]
for t in ts: t.start()
for t in ts: t.join()
print("end")
async def co():
    class A:
        def __await__(self):
            while True: yield 1
    await A()
c = co()
def m():
    for _ in range(3000):
        try: c.send(None)
        except (ValueError, RuntimeError, StopIteration): pass
ts = [threading.Thread(target=m) for _ in range(4)]
for t in ts: t.start()
for t in ts: t.join()
c.close()
print("end")
# expect: True
# expect: end
# expect: end
