# What evaluates annotations must make a dict of them, for a function, a class or a module.
# cpython: 3.13 has no __annotate__
import types


def not_a_dict(format):
    return 1


class Annotated:
    pass


module = types.ModuleType("module")
for thing in lambda: None, Annotated, module:
    thing.__annotate__ = not_a_dict
    try:
        thing.__annotations__
    except TypeError as error:
        print(error)
# expect: __annotate__ returned non-dict of type 'int'
# expect: __annotate__ returned non-dict of type 'int'
# expect: __annotate__ returned non-dict of type 'int'
