# What an except* statement leaves: what was raised again is a part of the original, what was raised anew stands beside it.
def shown(e):
    if isinstance(e, BaseExceptionGroup):
        return f"{type(e).__name__}({e.message!r}, [{', '.join(shown(one) for one in e.exceptions)}])"
    return repr(e)


def left(raises, *handlers):
    try:
        try:
            raises()
        except* KeyError as e:
            handlers[0](e)
        except* (ValueError, TypeError) as e:
            handlers[1](e)
    except BaseException as e:
        return shown(e), repr(e.__context__)


def again(e):
    raise


def anew(e):
    raise OSError(type(e.exceptions[0]).__name__)


def handled(e):
    pass


def nested():
    raise ExceptionGroup("outer", [KeyError(1), ExceptionGroup("inner", [ValueError(2), IndexError(3)])])


print(left(nested, handled, handled))
# expect: ("ExceptionGroup('outer', [ExceptionGroup('inner', [IndexError(3)])])", 'None')
# What has come through the frame of a function since is no longer as it was.
print(left(nested, again, handled)[0])
# expect: ExceptionGroup('', [ExceptionGroup('outer', [KeyError(1)]), ExceptionGroup('outer', [ExceptionGroup('inner', [IndexError(3)])])])
print(left(nested, anew, handled)[0])
# expect: ExceptionGroup('', [OSError('KeyError'), ExceptionGroup('outer', [ExceptionGroup('inner', [IndexError(3)])])])

try:
    try:
        nested()
    except* KeyError:
        raise
    except* ValueError:
        raise
except ExceptionGroup as e:
    print(shown(e))
# expect: ExceptionGroup('outer', [KeyError(1), ExceptionGroup('inner', [ValueError(2), IndexError(3)])])
try:
    try:
        nested()
    except* KeyError as e:
        raise e
    except* IndexError:
        raise OSError
except ExceptionGroup as e:
    print(shown(e))
# expect: ExceptionGroup('', [ExceptionGroup('outer', [KeyError(1)]), OSError(), ExceptionGroup('outer', [ExceptionGroup('inner', [ValueError(2)])])])


def two():
    raise ExceptionGroup("two", [KeyError(1), TypeError(2)])


print(left(two, anew, anew)[0])  # expect: ExceptionGroup('', [OSError('KeyError'), OSError('TypeError')])
print(left(two, handled, anew)[0])  # expect: OSError('TypeError')


def alone():
    raise KeyError("alone")


print(left(alone, again, handled))  # expect: ("ExceptionGroup('', [KeyError('alone')])", 'None')
print(left(alone, handled, handled))  # expect: None

# What is no group is wrapped in the one that fits.
try:
    raise KeyboardInterrupt
except* BaseException as e:
    print(shown(e))  # expect: BaseExceptionGroup('', [KeyboardInterrupt()])

# Every clause is looked at, though nothing is left for it.
try:
    try:
        raise ValueError(1)
    except* ValueError:
        pass
    except* {}:
        pass
except TypeError as e:
    print(e)  # expect: catching classes that do not inherit from BaseException is not allowed

group = ExceptionGroup("fixed", [ValueError(1)])
for name in ("message", "exceptions"):
    try:
        setattr(group, name, ())
    except AttributeError as e:
        print(name, "is", getattr(group, name))
# expect: message is fixed
# expect: exceptions is (ValueError(1),)
