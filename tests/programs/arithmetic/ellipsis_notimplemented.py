# The other two singletons.
print(..., Ellipsis, ... is Ellipsis, type(...))  # expect: Ellipsis Ellipsis True <class 'ellipsis'>
print(NotImplemented, type(NotImplemented))  # expect: NotImplemented <class 'NotImplementedType'>
print((5).__add__("x"), (5).__eq__("5"))  # expect: NotImplemented NotImplemented
print((5).__lt__(6), "a".__eq__(1))  # expect: True NotImplemented
print(bool(...))  # expect: True


def stub(): ...


print(stub())  # expect: None
