# Which except clause an exception goes to.
class A(Exception):
    pass


class B(A):
    pass


class C(B):
    pass


def classify(e):
    try:
        raise e
    except (KeyError, IndexError) as x:
        return "lookup", type(x).__name__
    except B:
        return "B"
    except A:
        return "A"
    except (OSError, TypeError, ValueError):
        return "tuple"
    except Exception:
        return "Exception"
    except:
        return "bare"


try:
    print(classify(TypeError()))  # expect: tuple
except TypeError as e:
    print(e)
for e in (A(), B(), C(), KeyError(), IndexError(), OSError(), RuntimeError(), A, C):
    print(classify(e))
# expect: A
# expect: B
# expect: B
# expect: ('lookup', 'KeyError')
# expect: ('lookup', 'IndexError')
# expect: tuple
# expect: Exception
# expect: A
# expect: B


def pick():
    print("evaluated")
    return ValueError


try:
    raise ValueError
except pick():
    print("picked")
# expect: evaluated
# expect: picked
try:
    pass
except pick():
    pass
try:
    try:
        raise ValueError("v")
    except "not a class":
        pass
except TypeError as e:
    print(e, repr(e.__context__))
# expect: catching classes that do not inherit from BaseException is not allowed ValueError('v')
