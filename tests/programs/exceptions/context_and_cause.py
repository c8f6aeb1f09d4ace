# An exception raised while another is handled remembers it.
def show(e):
    chain = []
    while e:
        chain.append(f"{type(e).__name__}({e})")
        if e.__cause__:
            chain.append("<-cause-")
            e = e.__cause__
        elif e.__context__ and not e.__suppress_context__:
            chain.append("<-context-")
            e = e.__context__
        else:
            e = None
    print(*chain)


try:
    try:
        1 / 0
    except ZeroDivisionError:
        [][1]
except IndexError as e:
    show(e)
# expect: IndexError(list index out of range) <-context- ZeroDivisionError(division by zero)
try:
    try:
        {}["k"]
    except KeyError as k:
        raise ValueError("bad") from k
except ValueError as e:
    show(e)
# expect: ValueError(bad) <-cause- KeyError('k')
try:
    try:
        {}["k"]
    except KeyError:
        raise ValueError("bad") from None
except ValueError as e:
    show(e)
    print(repr(e.__context__))
# expect: ValueError(bad)
# expect: KeyError('k')
try:
    try:
        raise KeyError(1)
    finally:
        raise ValueError(2)
except ValueError as e:
    show(e)
# expect: ValueError(2) <-context- KeyError(1)
try:
    try:
        raise KeyError(1)
    except KeyError:
        try:
            raise ValueError(2)
        except ValueError:
            pass
        raise TypeError(3)
except TypeError as e:
    show(e)
# expect: TypeError(3) <-context- KeyError(1)


def f():
    raise RuntimeError("in f")


try:
    try:
        raise KeyError("outer")
    except KeyError as outer:
        try:
            f()
        except RuntimeError as inner:
            raise outer
except KeyError as e:
    show(e)
    print(e.__context__.__context__)
# expect: KeyError('outer') <-context- RuntimeError(in f)
# expect: None
