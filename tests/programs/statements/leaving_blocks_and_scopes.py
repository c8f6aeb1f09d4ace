# What a function declares global is a global of the module's own code too, where that runs with locals of its own.
globals_, locals_ = {}, {}
exec("""
def f():
    y = 1
    def g():
        global y
        return y
    def h():
        return y + 1
    return g, h
y = 9
z = 3
g, h = f()
results = g(), h()
""", globals_, locals_)
print(locals_["results"], globals_["y"], "y" in locals_, locals_["z"], "z" in globals_)


# A `finally` that stays in the frame lets go of what was to be returned.
class Told:
    def __del__(self):
        print("gone")


def pending(stay):
    for count in range(2):
        try:
            return Told()
        finally:
            if stay:
                break
    return "stayed"


def inner_loop():
    for outer in (1, 2):
        try:
            for inner in iter([Told()]):
                return inner
        finally:
            continue
    return "continued"


def twice():
    while True:
        try:
            try:
                return Told()
            finally:
                return "second"
        finally:
            break
    return "third"


import warnings

print(pending(True))
print(type(pending(False)).__name__)
print(inner_loop())
print(twice())

make = lambda: (yield 1)
generator = make()
print(next(generator))
try:
    generator.send(2)
except StopIteration as stop:
    print(stop.value)

for source in [
    "[i for i in range(5) if (j := 0) for j in range(5)]",
    "{i: 1 for i in range(5) if (j := 0) for j, k in {(0, 1)}}",
    "class Foo:\n def bar(self):\n  return [(__x := 1) for __x in range(3)]",
    "try: pass\nexcept* ValueError: break",
    "try: pass\nexcept* ValueError: continue",
]:
    try:
        compile(source, "there.py", "exec")
    except SyntaxError as error:
        print(error.msg, error.lineno)
# expect: (9, 2) 9 False 3 False
# expect: gone
# expect: stayed
# expect: gone
# expect: Told
# expect: gone
# expect: gone
# expect: continued
# expect: gone
# expect: third
# expect: 1
# expect: 2
# expect: comprehension inner loop cannot rebind assignment expression target 'j' 1
# expect: comprehension inner loop cannot rebind assignment expression target 'j' 1
# expect: assignment expression cannot rebind comprehension iteration variable '__x' 3
# expect: 'break', 'continue' and 'return' cannot appear in an except* block 2
# expect: 'break', 'continue' and 'return' cannot appear in an except* block 2
