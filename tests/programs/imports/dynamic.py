# __import__, importlib and module attributes.
import importlib
import sys
import types

m = importlib.import_module("support_package._sibling")
print(m.__name__)  # expect: support_package._sibling
print(importlib.import_module("._sibling", "support_package") is m)  # expect: True
print(__import__("support_package._sibling").__name__)  # expect: support_package
print(__import__("support_package._sibling", fromlist=["public"]).__name__)
# expect: support_package._sibling
new = types.ModuleType("made", "doc of made")
exec("x = 1\ndef f(): return x", new.__dict__)
sys.modules["made"] = new
import made
from made import f

made.x = 2
print(made.f(), f(), made.__doc__, repr(made), made.__name__)  # expect: 2 2 doc of made <module 'made'> made
try:
    made.missing
except AttributeError as e:
    print(e)  # expect: module 'made' has no attribute 'missing'
import _getattr

print(_getattr.anything, _getattr.real, dir(_getattr))  # expect: made anything real ['anything', 'real']
try:
    _getattr.forbidden
except AttributeError as e:
    print(e)  # expect: no forbidden
from _getattr import computed

print(computed)  # expect: made computed
