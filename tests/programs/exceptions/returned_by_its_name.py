# `return e` in the clause that binds e: the value is there, the name is gone.
def caught(f):
    try:
        f()
    except Exception as e:
        return e


def named(f):
    try:
        f()
    except Exception as e:
        try:
            return (e, type(e).__name__)
        finally:
            e = None


print(repr(caught(lambda: 1 / 0)))  # expect: ZeroDivisionError('division by zero')
print(named(lambda: {}["x"]))  # expect: (KeyError('x'), 'KeyError')
print([repr(caught(f)) for f in (lambda: int("x"), list)][1])  # expect: None
