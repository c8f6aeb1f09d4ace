# Method resolution orders that would lead natives to objects they do not know.
def attempt(source):
    try:
        exec(source, {})
        print("fine")
    except Exception as e:
        print(type(e).__name__)


for answer in ("[]", "[int, cls]", "[cls, dict]", "[5]", "5", "[cls, type]"):
    attempt(f"class M(type):\n def mro(cls): return {answer}\nclass C(metaclass=M): pass\nC()")
attempt("class C: pass\nclass D(C): pass\nC.__bases__ = (D,)")
attempt("class A: pass\nclass C(A): pass\nclass D(A): pass\nC.__bases__ = (D,)\nassert D in C.__mro__")
attempt("class C(int): pass\nC.__bases__ = (str,)")
attempt("class A: pass\nclass B(A): pass\nB.__bases__ = (dict,)")
attempt("class C: __slots__ = ('a',)\nclass D: __slots__ = ('b',)\nC.a.__set__(D(), 1)")
attempt("class C: __slots__ = ('a',)\nclass D(C): pass\nclass E(C): __slots__ = ('b',)\nclass F(D, E): pass")
attempt("class C:\n def __set_name__(s, o, n): delattr(o, n)\nclass D: a = C(); b = C(); c = C()")
attempt("class C:\n def __set_name__(s, o, n): setattr(o, n + 'x', C())\nclass D: a = C()")
attempt("class C:\n __class__ = int\nC() + 1")
attempt("class C:\n __class__ = int\nint.__add__(C(), 1)")
attempt("class C: __slots__ = ['x%d' % i for i in range(1000)]\nc = C()\nc.x999 = 1\nassert c.x999 == 1")
# expect: TypeError
# expect: TypeError
# expect: TypeError
# expect: TypeError
# expect: TypeError
# expect: TypeError
# expect: TypeError
# expect: fine
# expect: TypeError
# expect: TypeError
# expect: TypeError
# expect: fine
# expect: fine
# expect: fine
# expect: TypeError
# expect: TypeError
# expect: fine
