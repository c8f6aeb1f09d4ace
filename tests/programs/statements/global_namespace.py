# globals(), locals() and vars() of a module and a function.
x = 1
globals()["made"] = 2
print(made, "x" in globals(), globals() is locals())  # expect: 2 True True
print(vars() is globals(), __name__)  # expect: True __main__


def f(a, b=2):
    c = 3

    def g():
        return c

    snapshot = locals()
    d = 4
    return sorted(snapshot), sorted(locals()), snapshot["a"]


print(f(1))  # expect: (['a', 'b', 'c', 'g'], ['a', 'b', 'c', 'd', 'g', 'snapshot'], 1)


def h():
    locals()["y"] = 5
    try:
        return y
    except NameError as e:
        return str(e)


print(h())  # expect: name 'y' is not defined


class C:
    z = 1
    names = sorted(n for n in locals() if not n.startswith("__"))


print(C.names)  # expect: ['z']
exec("made += 1; new = 'n'")
print(made, new)  # expect: 3 n


def k():
    exec("x = 99")
    return x


print(k(), eval("x + made"))  # expect: 1 4
