# Constructors that pass on what they do not need.
class Root:
    def __init__(self, **kwargs):
        print("Root", kwargs)
        super().__init__(**kwargs)


class Left(Root):
    def __init__(self, *, left=0, **kwargs):
        print("Left", left)
        super().__init__(**kwargs)


class Right(Root):
    def __init__(self, *, right=0, **kwargs):
        print("Right", right)
        super().__init__(**kwargs)


class Both(Left, Right):
    def __init__(self, **kwargs):
        print("Both")
        super().__init__(**kwargs)


Both(left=1, right=2)
# expect: Both
# expect: Left 1
# expect: Right 2
# expect: Root {}
try:
    Both(other=3)
except TypeError as e:
    print(e)
# expect: Both
# expect: Left 0
# expect: Right 0
# expect: Root {'other': 3}
# expect: object.__init__() takes exactly one argument (the instance to initialize)
