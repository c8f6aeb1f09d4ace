# raise itself carries no carets; the calls above it do.
def level3():
    raise LookupError("deep")


def level2():
    level3()


def level1():
    return level2() or 1


level1()
# expect-error:   File "
# expect-error: , line 14, in <module>
# expect-error:     level1()
# expect-error:     ~~~~~~^^
# expect-error: , line 11, in level1
# expect-error:     return level2() or 1
# expect-error:            ~~~~~~^^
# expect-error: , line 7, in level2
# expect-error:     level3()
# expect-error:     ~~~~~~^^
# expect-error: , line 3, in level3
# expect-error:     raise LookupError("deep")
# expect-error: LookupError: deep
# exit: 1
