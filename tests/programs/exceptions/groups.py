# Exception groups and except*.
def attempt(group):
    try:
        try:
            raise group
        except* ValueError as e:
            print("values", [str(x) for x in e.exceptions], type(e).__name__)
        except* (TypeError, KeyError) as e:
            print("types or keys", len(e.exceptions))
        else:
            print("else")
        finally:
            print("finally")
    except BaseExceptionGroup as rest:
        print("rest", rest, [repr(x) for x in rest.exceptions])


attempt(ExceptionGroup("all", [ValueError("a"), ValueError("b")]))
# expect: values ['a', 'b'] ExceptionGroup
# expect: finally
attempt(ExceptionGroup("mixed", [ValueError("a"), TypeError("t"), OSError("o")]))
# expect: values ['a'] ExceptionGroup
# expect: types or keys 1
# expect: finally
# expect: rest mixed (1 sub-exception) ["OSError('o')"]
inner = ExceptionGroup("in", [ValueError("deep"), KeyError("k")])
attempt(ExceptionGroup("nested", [inner, ValueError("a")]))
# expect: values ['in (1 sub-exception)', 'a'] ExceptionGroup
# expect: types or keys 1
# expect: finally
attempt(ValueError("single"))
# expect: values ['single'] ExceptionGroup
# expect: finally
g = ExceptionGroup("g", [ValueError(1), ExceptionGroup("h", [TypeError(2), ValueError(3)])])
match, rest = g.split(ValueError)
print(repr(match))  # expect: ExceptionGroup('g', [ValueError(1), ExceptionGroup('h', [ValueError(3)])])
print(repr(rest))  # expect: ExceptionGroup('g', [ExceptionGroup('h', [TypeError(2)])])
print(g.subgroup(lambda e: isinstance(e, TypeError)))  # expect: g (1 sub-exception)
print(g.derive([KeyError()]), g.message, len(g.exceptions))  # expect: g (1 sub-exception) g 2
try:
    try:
        raise ExceptionGroup("g", [ValueError(1)])
    except* ValueError:
        raise KeyError("new")
except* KeyError as e:
    print(type(e).__name__, repr(e.exceptions[0]))  # expect: ExceptionGroup KeyError('new')
for bad in (
    lambda: ExceptionGroup("x", []),
    lambda: ExceptionGroup("x", [5]),
    lambda: ExceptionGroup("x", [KeyboardInterrupt()]),
):
    try:
        bad()
    except (ValueError, TypeError) as e:
        print(type(e).__name__)
# expect: ValueError
# expect: ValueError
# expect: TypeError
try:
    try:
        raise ExceptionGroup("g", [ValueError(1)])
    except* ExceptionGroup:
        pass
except TypeError as e:
    print(e)  # expect: catching ExceptionGroup with except* is not allowed. Use except instead.
