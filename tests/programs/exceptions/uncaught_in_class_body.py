# Tracebacks through a class body, a lambda, a comprehension and a generator.
def gen():
    yield 1
    yield missing_name


class C:
    values = [x for x in gen()]
# expect-error: in C
# expect-error:     values = [x for x in gen()]
# expect-error: in gen
# expect-error:     yield missing_name
# expect-error: NameError: name 'missing_name' is not defined
# exit: 1
