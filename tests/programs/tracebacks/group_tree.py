# A group is a tree, with the traceback of each exception in it.
def fails(n):
    raise KeyError(n)


def collect():
    found = []
    for n in range(2):
        try:
            fails(n)
        except KeyError as error:
            found.append(error)
    inner = ExceptionGroup("inner", [ValueError("a\nb"), TypeError()])
    inner.add_note("noted")
    raise ExceptionGroup("outer", [*found, inner])


collect()
# expect-error:   + Exception Group Traceback (most recent call last):
# expect-error:   |     collect()
# expect-error:   |     ~~~~~~~^^
# expect-error:   | ExceptionGroup: outer (3 sub-exceptions)
# expect-error:   +-+---------------- 1 ----------------
# expect-error:     | Traceback (most recent call last):
# expect-error:     |     fails(n)
# expect-error:     |     ~~~~~^^^
# expect-error:     | KeyError: 0
# expect-error:     +---------------- 2 ----------------
# expect-error:     | KeyError: 1
# expect-error:     +---------------- 3 ----------------
# expect-error:     | ExceptionGroup: inner (2 sub-exceptions)
# expect-error:     | noted
# expect-error:     +-+---------------- 1 ----------------
# expect-error:       | ValueError: a
# expect-error:       | b
# expect-error:       +---------------- 2 ----------------
# expect-error:       | TypeError
# expect-error:       +------------------------------------
# exit: 1
