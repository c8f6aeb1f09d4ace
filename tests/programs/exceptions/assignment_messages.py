# Errors of storing and unpacking.
def attempt(source):
    try:
        exec(source, {"t": (1, 2), "s": "abc", "n": 5, "f": lambda: 0})
    except Exception as e:
        print(f"{type(e).__name__}: {e}")


attempt("t[0] = 1")  # expect: TypeError: 'tuple' object does not support item assignment
attempt("s[0] = 'x'")  # expect: TypeError: 'str' object does not support item assignment
attempt("n[0] = 1")  # expect: TypeError: 'int' object does not support item assignment
attempt("n.x = 1")
# expect: AttributeError: 'int' object has no attribute 'x' and no __dict__ for setting new attributes
attempt("None.x = 1")
# expect: AttributeError: 'NoneType' object has no attribute 'x' and no __dict__ for setting new attributes
attempt("a, b = 1")  # expect: TypeError: cannot unpack non-iterable int object
attempt("a, b = [1]")  # expect: ValueError: not enough values to unpack (expected 2, got 1)
attempt("a, b, *c = [1]")  # expect: ValueError: not enough values to unpack (expected at least 2, got 1)
attempt("a, (b, c) = 1, 2")  # expect: TypeError: cannot unpack non-iterable int object
attempt("del never")  # expect: NameError: name 'never' is not defined
attempt("f.x.y")  # expect: AttributeError: 'function' object has no attribute 'x'
attempt("import math; math.pi = 3; math.nothing")
# expect: AttributeError: module 'math' has no attribute 'nothing'
attempt("[][5] = 1")  # expect: IndexError: list assignment index out of range
attempt("range(3)[0] = 1")  # expect: TypeError: 'range' object does not support item assignment
attempt("hash([])")  # expect: TypeError: unhashable type: 'list'
attempt("for x in 5: pass")  # expect: TypeError: 'int' object is not iterable
attempt("raise 5")  # expect: TypeError: exceptions must derive from BaseException
attempt("assert False")  # expect: AssertionError: 
attempt("assert 0, 'message'")  # expect: AssertionError: message
attempt("assert (), [1]")  # expect: AssertionError: [1]
attempt("from builtins import nothing")
# expect: ImportError: cannot import name 'nothing' from 'builtins' (unknown location)
attempt("import math.nothing")
# expect: ModuleNotFoundError: No module named 'math.nothing'; 'math' is not a package
