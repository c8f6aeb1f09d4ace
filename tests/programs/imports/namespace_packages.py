# A package may be a folder without `__init__.py`, or several such folders on the path.
import importlib
import importlib.util
import os
import sys
import tempfile

folder = tempfile.TemporaryDirectory()


def write(path, text=""):
    whole = os.path.join(folder.name, path)
    os.makedirs(os.path.dirname(whole), exist_ok=True)
    with open(whole, "w") as file:
        file.write(text)


write("one/shared/first.py", "value = 1")
write("two/shared/second.py", "from . import first; value = first.value + 1")
write("two/shared/deep/er/third.py", "value = 3")
write("one/hidden/lost.py", "value = 'namespace'")
write("two/hidden/__init__.py", "value = 'package'")
write("one/module/lost.py")
write("two/module.py", "value = 'module'")
write("one/json/lost.py")
sys.path[:0] = [os.path.join(folder.name, name) for name in ("one", "two")]

import shared.second
from shared import first
import shared.deep.er.third as third

print(first.value, shared.second.value, third.value)  # expect: 1 2 3
places = [os.path.relpath(place, folder.name) for place in shared.__path__]
print(places, shared.__name__, shared.__package__)  # expect: ['one/shared', 'two/shared'] shared shared
print(getattr(shared, "__file__", None), shared.__spec__.origin)  # expect: None None
print(type(shared.__loader__).__name__, type(shared.__path__).__name__)
# expect: NamespaceLoader _NamespacePath
print(repr(shared).replace(folder.name, ""))
# expect: <module 'shared' (namespace) from ['/one/shared', '/two/shared']>

# What is a module or a real package comes before, wherever on the path it is.
import hidden
import json
import module

print(hidden.value, module.value, json.dumps([1]))  # expect: package module [1]

# The path is looked at again when it has changed.
write("three/shared/fourth.py", "value = 4")
try:
    import shared.fourth
except ModuleNotFoundError as error:
    print(error)  # expect: No module named 'shared.fourth'
sys.path.append(os.path.join(folder.name, "three"))
import shared.fourth

print(shared.fourth.value, len(shared.__path__))  # expect: 4 3

# An empty folder will do; a file will not.
os.mkdir(os.path.join(folder.name, "three", "empty"))
write("three/a_file")
importlib.invalidate_caches()
import empty

print(list(empty.__path__) == [os.path.join(folder.name, "three", "empty")])  # expect: True
print(importlib.util.find_spec("a_file"))  # expect: None
try:
    import a_file
except ModuleNotFoundError as error:
    print(error, error.name)  # expect: No module named 'a_file' a_file
try:
    from empty import nothing
except ImportError as error:
    print(type(error).__name__, error)  # expect: ImportError cannot import name 'nothing' from 'empty' (unknown location)
folder.cleanup()
