# Statements that do nothing, and doc strings.
"""Not the first statement, so just a string."""
pass
...
5
"text"
def f():
    "doc of f"
def g():
    f"{'not a doc'}"
def h():
    b"nor this"
class C:
    """Doc of C,
    in two lines."""
    def m(self): """doc of m"""
print(f.__doc__, g.__doc__)  # expect: doc of f None
print(h.__doc__, C.m.__doc__, __doc__)  # expect: None doc of m Not the first statement, so just a string.
print(C.__doc__)
# expect: Doc of C,
# expect: in two lines.
def empty(): ...
print(empty())  # expect: None
if True: pass; print("after pass")  # expect: after pass
