# Modules know where they come from.
import importlib
import importlib.util
import collections.abc
import math
import sys
import support_package._sibling as sibling
import support_package

print(sibling.__spec__.name, sibling.__spec__.parent)  # expect: support_package._sibling support_package
print(sibling.__spec__.origin == sibling.__file__, sibling.__spec__.has_location)  # expect: True True
print(type(sibling.__loader__).__name__, sibling.__loader__.get_filename() == sibling.__file__)
# expect: SourceFileLoader True
print(support_package.__spec__.submodule_search_locations == list(support_package.__path__))  # expect: True
print(collections.__spec__.name, collections.__spec__.parent)  # expect: collections collections
print(collections.__spec__.loader is collections.__loader__)  # expect: True
print(sys.__spec__.origin, sys.__spec__.loader.__name__)  # expect: built-in BuiltinImporter
print(__spec__)  # expect: None
print(importlib.util.find_spec("no_such_module"), importlib.util.find_spec("colorsys").name)
# expect: None colorsys
found = importlib.util.find_spec("support_package.inner")
print(found.name, found.submodule_search_locations is not None)  # expect: support_package.inner True
made = importlib.util.module_from_spec(found)
found.loader.exec_module(made)
print(made.inner_value, importlib.import_module("colorsys").rgb_to_yiq(0, 0, 0))
# expect: inner value (0.0, 0.0, 0.0)
