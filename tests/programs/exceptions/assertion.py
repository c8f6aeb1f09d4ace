# assert with and without a message.
assert True
assert [0], "not shown"
for check in (
    "assert 1 == 2",
    "assert 1 == 2, 'text'",
    "assert None, ('a', 'tuple')",
    "assert not [], print('not evaluated')",
    "assert '', print('evaluated')",
):
    try:
        exec(check)
        print("passed")
    except AssertionError as e:
        print(repr(e), e.args)
# expect: AssertionError() ()
# expect: AssertionError('text') ('text',)
# expect: AssertionError(('a', 'tuple')) (('a', 'tuple'),)
# expect: passed
# expect: evaluated
# expect: AssertionError(None) (None,)
