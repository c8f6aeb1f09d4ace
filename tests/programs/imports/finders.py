# Finders in sys.meta_path are asked before folders if they stand in front, and after them if they stand behind.
import importlib.abc
import importlib.machinery
import sys


class Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    def __init__(self, names):
        self.names = names

    def find_spec(self, name, path, target=None):
        if name in self.names:
            return importlib.machinery.ModuleSpec(name, self)

    def exec_module(self, module):
        module.made_by = self.names


sys.meta_path.insert(0, Finder(["made_up", "support_package.virtual", "_counter"]))
sys.meta_path.append(Finder(["last_resort", "_getattr"]))
import made_up
import support_package.virtual
import last_resort
import _counter
import _getattr

print(made_up.made_by[0], made_up.__spec__.name, type(made_up.__loader__).__name__)
# expect: made_up made_up Finder
print(support_package.virtual.made_by is made_up.made_by, last_resort.made_by[0])  # expect: True last_resort
print(hasattr(_counter, "made_by"), _getattr.real)  # expect: True real
try:
    import nobody_makes_this
except ModuleNotFoundError as error:
    print(error)  # expect: No module named 'nobody_makes_this'
