# A module that no spec tells of is shown by its loader; one without a name has none in messages.
import types


class Loader:
    pass


module = types.ModuleType("made")
print(repr(module))
module.__loader__ = Loader
print(repr(module))
del module.__name__
print(repr(module))
for nameless in (module, types.ModuleType.__new__(types.ModuleType)):
    try:
        nameless.missing
    except AttributeError as error:
        print(error)
# expect: <module 'made'>
# expect: <module 'made' (<class '__main__.Loader'>)>
# expect: <module '?' (<class '__main__.Loader'>)>
# expect: module has no attribute 'missing'
# expect: module has no attribute 'missing'
