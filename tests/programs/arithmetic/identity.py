# Identity of small values and of containers.
a = [1]
b = a
c = [1]
print(a is b, a is c, a is not c, a == c)  # expect: True False True True
x = 5
y = 5
print(x is y, None is None, True is not False)  # expect: True True True
s = "name"
t = "name"
print(s is t)  # expect: True
print(id(a) == id(b), id(a) == id(c))  # expect: True False


def f():
    pass


print(f is f, f.__get__(1) is f.__get__(1))  # expect: True False
