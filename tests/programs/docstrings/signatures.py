# What built-in functions, methods and classes take: as CPython says it, also where it says nothing.
import inspect
import types


def said(thing):
    try:
        return str(inspect.signature(thing))
    except ValueError:
        return "unsaid"


def shown(*things):
    print(*map(said, things), sep="; ")


shown(len, print, sorted)  # expect: (obj, /); (*args, sep=' ', end='\n', file=None, flush=False); (iterable, /, *, key=None, reverse=False)
shown(max, getattr, dict.pop, iter, vars)  # expect: unsaid; unsaid; unsaid; unsaid; unsaid
shown(open)  # expect: (file, mode='r', buffering=-1, encoding=None, errors=None, newline=None, closefd=True, opener=None)
shown(hash, breakpoint)  # expect: (obj, /); (*args, **kws)
shown(int.__new__, list.__init__, type(len).__call__)  # expect: (*args, **kwargs); (self, /, *args, **kwargs); (self, /, *args, **kwargs)
shown(dict.fromkeys, dict.__dict__["fromkeys"])  # expect: (iterable, value=None, /); (type, iterable, value=None, /)
shown(int, str, dict, list, tuple, float)  # expect: unsaid; unsaid; unsaid; (iterable=(), /); (iterable=(), /); (x=0, /)
shown(types.SimpleNamespace)  # expect: (mapping_or_iterable=(), /, **kwargs)
print(len.__text_signature__, print.__text_signature__)  # expect: ($module, obj, /) ($module, /, *args, sep=' ', end='\n', file=None, flush=False)
print(str.join.__text_signature__, getattr.__text_signature__)  # expect: ($self, iterable, /) None
print(dict.pop.__text_signature__)  # expect: ($self, key, default=<unrepresentable>, /)
print(type(dict.__dict__["fromkeys"]) is types.ClassMethodDescriptorType)  # expect: True
print(types.ClassMethodDescriptorType is types.BuiltinFunctionType)  # expect: False
descriptor = dict.__dict__["fromkeys"]
print(repr(descriptor), descriptor.__objclass__)  # expect: <method 'fromkeys' of 'dict' objects> <class 'dict'>
print(descriptor.__get__({})("a"), descriptor.__get__(None, dict)("b"))  # expect: {'a': None} {'b': None}
for arguments in ((None,), (None, int), (None, 5)):
    try:
        descriptor.__get__(*arguments)
    except TypeError as problem:
        print(problem)
# expect: __get__(None, None) is invalid
# expect: descriptor 'fromkeys' requires a subtype of 'dict' but received 'int'
# expect: descriptor 'fromkeys' for type 'dict' needs a type, not a 'int' as arg 2
