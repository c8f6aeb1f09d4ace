# Modules are imported from an archive on the path, and by hooks of the program from what is no folder at all.
import importlib
import importlib.abc
import importlib.machinery
import importlib.util
import os
import sys
import tempfile
import zipfile

folder = tempfile.TemporaryDirectory()
archive = os.path.join(folder.name, "modules.zip")
with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as file:
    file.writestr("in_archive.py", "value = __name__")
    file.writestr("packed/__init__.py", "from .inner import value")
    file.writestr("packed/inner.py", "value = 'inside'")
    file.writestr("under/packed_too.py", "value = 'under'")
    file.writestr("also.py", "value = __name__")
    file.writestr("broken.py", "1 / 0")
sys.path.append(archive)

import in_archive
import packed

print(in_archive.value, packed.value, packed.inner.__name__)  # expect: in_archive inside packed.inner
print(os.path.relpath(in_archive.__file__, folder.name))  # expect: modules.zip/in_archive.py
print(type(in_archive.__loader__).__name__)  # expect: zipimporter
found = importlib.util.find_spec("packed.inner")
print(type(found.loader).__name__, os.path.relpath(found.origin, folder.name))
# expect: zipimporter modules.zip/packed/inner.py
print(importlib.import_module("also").value)  # expect: also
sys.path.append(os.path.join(archive, "under"))
import packed_too

print(packed_too.value)  # expect: under
try:
    import broken
except ZeroDivisionError as error:
    print(error, "broken" in sys.modules)  # expect: division by zero False
try:
    import absent
except ModuleNotFoundError as error:
    print(error)  # expect: No module named 'absent'


class Words(importlib.abc.Loader):
    def __init__(self, entry):
        if not entry.startswith("words:"):
            raise ImportError(entry)
        self.words = entry.removeprefix("words:").split(",")

    def find_spec(self, name, target=None):
        if name in self.words:
            return importlib.machinery.ModuleSpec(name, self)

    def create_module(self, spec):
        return None

    def exec_module(self, module):
        module.value = module.__name__.upper()


sys.path.insert(0, "words:alpha,beta")
sys.path_hooks.append(Words)
import alpha
import beta

print(alpha.value, beta.value)  # expect: ALPHA BETA
try:
    import gamma
except ModuleNotFoundError as error:
    print(error)  # expect: No module named 'gamma'
folder.cleanup()
