# Reading a name before it is bound.
def local():
    try:
        print(x)
    except UnboundLocalError as e:
        print(e)
    x = 1


local()  # expect: cannot access local variable 'x' where it is not associated with a value
try:
    undefined
except NameError as e:
    print(e, e.name)  # expect: name 'undefined' is not defined undefined


def conditional(flag):
    if flag:
        y = 1
    return y


print(conditional(True))  # expect: 1
try:
    conditional(False)
except UnboundLocalError as e:
    print(e)  # expect: cannot access local variable 'y' where it is not associated with a value
n = 5


def augmented():
    n += 1


try:
    augmented()
except UnboundLocalError as e:
    print(e)  # expect: cannot access local variable 'n' where it is not associated with a value


def removed():
    z = 1
    del z
    return z


try:
    removed()
except UnboundLocalError as e:
    print(e)  # expect: cannot access local variable 'z' where it is not associated with a value


def after_except():
    try:
        1 / 0
    except ZeroDivisionError as e:
        pass
    return e


try:
    after_except()
except UnboundLocalError as e:
    print(e)  # expect: cannot access local variable 'e' where it is not associated with a value
try:
    del never
except NameError as e:
    print(e)  # expect: name 'never' is not defined
