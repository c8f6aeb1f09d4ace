# throw raises an exception where the generator stands.
def gen():
    while True:
        try:
            yield "ready"
        except ValueError as e:
            yield f"caught {e}"
        finally:
            print("finally")


g = gen()
print(next(g), g.throw(ValueError("one")), next(g))
# expect: finally
# expect: ready caught one ready
try:
    g.throw(KeyError("two"))
except KeyError as e:
    print("out", repr(e))
# expect: finally
# expect: out KeyError('two')
print(next(g, "finished"))  # expect: finished


def simple():
    yield 1


g = simple()
try:
    g.throw(RuntimeError("before start"))
except RuntimeError as e:
    print(e, next(g, "finished"))  # expect: before start finished
g = simple()
next(g)
try:
    g.throw(ValueError)
except ValueError as e:
    print(repr(e))  # expect: ValueError()
try:
    g.throw(IndexError("after end"))
except IndexError as e:
    print(e)  # expect: after end
try:
    simple().throw(5)
except TypeError as e:
    print(type(e).__name__)  # expect: TypeError
