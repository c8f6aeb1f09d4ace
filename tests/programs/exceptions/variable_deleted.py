# The name after `as` is gone after the clause.
e = "before"
try:
    raise ValueError("v")
except ValueError as e:
    print(e)  # expect: v
try:
    e
except NameError as x:
    print(x)  # expect: name 'e' is not defined


def f():
    try:
        raise KeyError(1)
    except KeyError as k:
        del k
    try:
        raise KeyError(2)
    except KeyError as k:
        k = "rebound"
        print(k)
    try:
        return k
    except UnboundLocalError as u:
        return str(u)


print(f())
# expect: rebound
# expect: cannot access local variable 'k' where it is not associated with a value
