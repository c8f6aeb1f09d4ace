# What a method of a built-in class is, by what calls it.
import types

print(type(int.__add__) is types.WrapperDescriptorType, type(str.join) is types.MethodDescriptorType)  # expect: True True
print(int.__add__, str.join)  # expect: <slot wrapper '__add__' of 'int' objects> <method 'join' of 'str' objects>
print([type(method).__name__ for method in (dict.__getitem__, tuple.__getitem__, set.__contains__, int.__round__)])
# expect: ['method_descriptor', 'wrapper_descriptor', 'method_descriptor', 'method_descriptor']
print(dict.__getitem__)  # expect: <method '__getitem__' of 'dict' objects>
print(isinstance(object.__init__, types.WrapperDescriptorType))  # expect: True


class Static(staticmethod):
    pass


class OfClass(classmethod):
    pass


print(Static(1), OfClass(2))  # expect: <staticmethod(1)> <classmethod(2)>
for make in (staticmethod, OfClass):
    for arguments in ((), (1, 2)):
        try:
            make(*arguments)
        except TypeError as error:
            print(error)
# expect: staticmethod expected 1 argument, got 0
# expect: staticmethod expected 1 argument, got 2
# expect: classmethod expected 1 argument, got 0
# expect: classmethod expected 1 argument, got 2
try:
    import datetime

    datetime.datetime(1, 1, 1).year = 2
except AttributeError as error:
    print(error)  # expect: attribute 'year' of 'datetime.date' objects is not writable
try:
    format(types.SimpleNamespace(), "d")
except TypeError as error:
    print(error)  # expect: unsupported format string passed to types.SimpleNamespace.__format__
print(None.__doc__)  # expect: The type of the None singleton.

# Bound.
print(type((1).__add__) is types.MethodWrapperType, isinstance((1).__add__, types.MethodType))  # expect: True False
print(isinstance([].append, types.BuiltinMethodType), isinstance([].append, types.BuiltinFunctionType))  # expect: True True
print(isinstance([].append, types.MethodType), type([].append).__name__)  # expect: False builtin_function_or_method
print(str((1).__add__).partition(" at")[0], [].append.__module__)  # expect: <method-wrapper '__add__' of int object None
print((1).__add__.__self__, (1).__add__.__objclass__, [].append == [].append)  # expect: 1 <class 'int'> False
print({}.fromkeys("a"), type({}.fromkeys).__name__)  # expect: {'a': None} builtin_function_or_method
print(type(types.MethodType(len, "ab")).__name__, types.MethodType(len, "ab")())  # expect: method 2

# What is called without what it is a method of.
for function in (list.__len__, int.__add__, list.append, dict.__getitem__):
    try:
        function()
    except TypeError as error:
        print(error)
# expect: descriptor '__len__' of 'list' object needs an argument
# expect: descriptor '__add__' of 'int' object needs an argument
# expect: unbound method list.append() needs an argument
# expect: unbound method dict.__getitem__() needs an argument
