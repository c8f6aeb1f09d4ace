# A bare raise raises again what is being handled.
def f():
    try:
        raise ValueError("original")
    except ValueError as e:
        e.args += ("touched",)
        raise


try:
    f()
except ValueError as e:
    print(e.args)  # expect: ('original', 'touched')


def nested():
    try:
        raise KeyError("first")
    except KeyError:
        try:
            raise ValueError("second")
        except ValueError:
            pass
        raise


try:
    nested()
except Exception as e:
    print(repr(e))  # expect: KeyError('first')


def helper():
    raise


def uses_helper():
    try:
        raise IndexError("i")
    except IndexError:
        helper()


try:
    uses_helper()
except IndexError as e:
    print(repr(e))  # expect: IndexError('i')


def loop():
    for i in range(3):
        try:
            raise ValueError(i)
        except ValueError as e:
            if i == 2:
                raise
            print("swallowed", e)


try:
    loop()
except ValueError as e:
    print("out", e)
# expect: swallowed 0
# expect: swallowed 1
# expect: out 2
