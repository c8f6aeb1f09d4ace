# Class statements that cannot work.
def attempt(source):
    try:
        exec(source, {})
        print("fine")
    except Exception as e:
        print(type(e).__name__)


attempt("class C(C): pass")  # expect: NameError
attempt("class C(1): pass")  # expect: TypeError
attempt("class C(None): pass")  # expect: TypeError
attempt("class C(int, bool): pass")  # expect: TypeError
attempt("class C(object, int): pass")  # expect: TypeError
attempt("class A: pass\nclass C(A, A): pass")  # expect: TypeError
attempt("class C(metaclass=5): pass")  # expect: TypeError
attempt("class C(x=1): pass")  # expect: TypeError
attempt("class C: __slots__ = 5")  # expect: TypeError
attempt("class C: __slots__ = ['a b']")  # expect: TypeError
attempt("class C(int): __slots__ = ['a']\nC(1).a = 2")  # expect: TypeError
attempt("class C(tuple): __slots__ = ['a']")  # expect: TypeError
attempt("class A: __slots__ = ['a']\nclass B: __slots__ = ['b']\nclass C(A, B): pass")  # expect: TypeError
attempt("class C:\n def __new__(cls): return 1\nC()")  # expect: fine
attempt("class C:\n def __init__(self): return 1\nC()")  # expect: TypeError
attempt("class C: __init__ = 5\nC()")  # expect: TypeError
attempt("class C: __new__ = 5\nC()")  # expect: TypeError
attempt("class C: __call__ = 5\nC()()")  # expect: TypeError
attempt("class M(type):\n def mro(cls): return [1]\nclass C(metaclass=M): pass")  # expect: TypeError
attempt("type('C', (type(None),), {})")  # expect: TypeError
attempt("class C: pass\nC.__bases__ = ()")  # expect: TypeError
attempt("class C: pass\nC.__bases__ = (C,)")  # expect: TypeError
attempt("class C: pass\nC.__name__ = 5")  # expect: TypeError
attempt("class C: pass\nC().__class__ = type")  # expect: TypeError
attempt("class C: pass\ndel C.__dict__")  # expect: AttributeError
attempt("class C: pass\nC.__dict__['x'] = 1")  # expect: TypeError
attempt("class C:\n __eq__ = None\nC() == C()")  # expect: TypeError
attempt("class C(Exception): pass\nraise C from 5")  # expect: TypeError
