# `None` in the place of `importlib`'s own parts keeps a program from them, and not the import system.
import sys

PARTS = ["_frozen_importlib", "_frozen_importlib_external"]


class Finder:
    def find_spec(name, path, target=None):
        print("asked for", name)
        return None


kept = {name: module for name, module in sys.modules.items() if name.split(".")[0] == "importlib"}
parts = {name: sys.modules.get(name) for name in PARTS}
for name in kept:
    del sys.modules[name]
for name in PARTS:
    sys.modules[name] = None
sys.meta_path.insert(0, Finder)
try:
    import no_such_module
except ModuleNotFoundError as error:
    print(error)
try:
    import _frozen_importlib
except ModuleNotFoundError as error:
    print(error)
sys.meta_path.remove(Finder)
import colorsys

print(colorsys.__spec__.name, colorsys.__loader__ is not None)
sys.modules.update(kept)
for name, module in parts.items():
    if module is None:
        del sys.modules[name]
    else:
        sys.modules[name] = module
import _frozen_importlib

print(_frozen_importlib.__name__)
# expect: asked for no_such_module
# expect: No module named 'no_such_module'
# expect: import of _frozen_importlib halted; None in sys.modules
# expect: colorsys True
# expect: _frozen_importlib
