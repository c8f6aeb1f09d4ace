# Names and documentation of built-in objects.
print(len.__name__, list.append.__name__, int.__name__)  # expect: len append int
print(abs.__module__, len.__self__.__name__, "x".upper.__self__)  # expect: builtins builtins x
print(type(len).__name__, type(list.append).__name__)  # expect: builtin_function_or_method method_descriptor
print(repr(len))  # expect: <built-in function len>
print(repr(list.append), repr(int))  # expect: <method 'append' of 'list' objects> <class 'int'>
print(repr(int.__add__))  # expect: <slot wrapper '__add__' of 'int' objects>
print(repr("a".join)[:36])  # expect: <built-in method join of str object 
print([].__len__())  # expect: 0
print((5).__add__(3), "a".__contains__("a"), [1].__getitem__(0))  # expect: 8 True 1
import builtins

names = """
    abs all any ascii bin bool breakpoint bytearray bytes callable chr classmethod compile complex
    delattr dict dir divmod enumerate eval exec filter float format frozenset getattr globals hasattr hash
    hex id input int isinstance issubclass iter len list locals map max memoryview min next object oct open
    ord pow print property range repr reversed round set setattr slice sorted staticmethod str sum super
    tuple type vars zip __import__ __build_class__ __debug__ NotImplemented Ellipsis None True False
"""
print([name for name in names.split() if not hasattr(builtins, name)])  # expect: []
print(builtins.__name__, builtins.len is len, __debug__)  # expect: builtins True True
