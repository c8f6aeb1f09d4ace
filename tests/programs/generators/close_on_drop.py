# A generator that is dropped is closed.
def gen(name):
    try:
        yield name
        yield name
    finally:
        print("closed", name)


next(gen("temporary"))  # expect: closed temporary
g = gen("rebound")
next(g)
g = None  # expect: closed rebound
print("after rebinding")  # expect: after rebinding
g = gen("deleted")
next(g)
del g  # expect: closed deleted
for x in gen("broken out of"):
    break
# expect: closed broken out of
print("after the loop")  # expect: after the loop


def f():
    g = gen("local")
    next(g)
    return "returned"


print(f())
# expect: closed local
# expect: returned
a = [gen("in a list")]
next(a[0])
a.clear()  # expect: closed in a list


def nested():
    yield from gen("inner")


n = nested()
next(n)
del n  # expect: closed inner
print("end")  # expect: end
