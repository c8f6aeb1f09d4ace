# Only classes that are made when a module is imported have their module among their attributes, where instances find it too.
# cpython: 3.14 has templates
import array
import collections
import datetime
import string.templatelib
import sys
import types
import weakref

print(array.array("i").__module__, collections.deque().__module__)  # expect: array collections
print(ExceptionGroup("", [ValueError()]).__module__)  # expect: builtins
for value in 1, ValueError(), collections.OrderedDict(), datetime.date.min, types.SimpleNamespace(), weakref.ref(set), sys.flags, t"":
    print(type(value).__module__, hasattr(value, "__module__"), "__module__" in vars(type(value)))
# expect: builtins False False
# expect: builtins False False
# expect: collections False False
# expect: datetime False False
# expect: types False False
# expect: weakref False False
# expect: sys False False
# expect: string.templatelib False False
print(memoryview.__itemsize__, type(print).__itemsize__)  # expect: 8 0
