# __enter__ and __exit__ are found on the type.
class C:
    def __enter__(self):
        return "entered"

    def __exit__(self, *exc):
        return False


c = C()
c.__enter__ = lambda: "instance"
with c as x:
    print(x)  # expect: entered


class NoExit:
    def __enter__(self):
        print("never entered")


class NoEnter:
    def __exit__(self, *a):
        pass


for bad in (NoExit(), NoEnter(), 5):
    try:
        with bad:
            pass
    except TypeError as e:
        print(type(e).__name__)
# expect: TypeError
# expect: TypeError
# expect: TypeError
