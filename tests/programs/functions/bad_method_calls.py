# self is counted, and the class is named.
class C:
    def method(self, a):
        pass

    @classmethod
    def make(cls):
        pass

    @staticmethod
    def static(a):
        pass

    def __init__(self, x=0):
        pass

    def no_self():
        pass


def attempt(function):
    try:
        function()
        print("fine")
    except TypeError as e:
        print(e)


attempt(lambda: C().method())  # expect: C.method() missing 1 required positional argument: 'a'
attempt(lambda: C().method(1, 2))  # expect: C.method() takes 2 positional arguments but 3 were given
attempt(lambda: C.method())  # expect: C.method() missing 2 required positional arguments: 'self' and 'a'
attempt(lambda: C.method(1))  # expect: C.method() missing 1 required positional argument: 'a'
attempt(lambda: C.make(1))  # expect: C.make() takes 1 positional argument but 2 were given
attempt(lambda: C.static())  # expect: C.static() missing 1 required positional argument: 'a'
attempt(lambda: C(1, 2))  # expect: C.__init__() takes from 1 to 2 positional arguments but 3 were given
attempt(lambda: C(y=1))  # expect: C.__init__() got an unexpected keyword argument 'y'
attempt(lambda: C().no_self())  # expect: C.no_self() takes 0 positional arguments but 1 was given
attempt(lambda: object(1))  # expect: object() takes no arguments
attempt(lambda: C()())  # expect: 'C' object is not callable
