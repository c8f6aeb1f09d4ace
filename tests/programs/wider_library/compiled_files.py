# Compiled files: written, found, imported, run.
import compileall
import contextlib
import importlib.machinery
import importlib.util
import io
import os
import pathlib
import py_compile
import runpy
import sys
import tempfile
import zipfile

folder = pathlib.Path(tempfile.mkdtemp())
source = folder / "compiled_spam.py"
source.write_text("'''Spam.'''\nvalue = [n * 2 for n in range(4)]\ndef f():\n    return __name__, value\nprint('in', __name__)\n")
written = py_compile.compile(source, doraise=True)
print(written == importlib.util.cache_from_source(str(source)), os.path.exists(written))  # expect: True True
data = pathlib.Path(written).read_bytes()
print(data[:4] == importlib.util.MAGIC_NUMBER, len(importlib.util.MAGIC_NUMBER), data[4:8])
# expect: True 4 b'\x00\x00\x00\x00'

# Run, and loaded without its source.
print(sorted(name for name in runpy.run_path(written) if not name.startswith("_")))
# expect: in <run_path>
# expect: ['f', 'value']
alone = folder / "alone.pyc"
py_compile.compile(source, cfile=alone)
loader = importlib.machinery.SourcelessFileLoader("alone", str(alone))
spec = importlib.util.spec_from_loader("alone", loader)
module = importlib.util.module_from_spec(spec)
loader.exec_module(module)  # expect: in alone
print(module.f(), module.__doc__, os.path.basename(module.__file__), loader.get_source("alone"))
# expect: ('alone', [0, 2, 4, 6]) Spam. alone.pyc None

# Hash-based, and one whose source is not Python.
checked = py_compile.compile(source, cfile=folder / "c.pyc", invalidation_mode=py_compile.PycInvalidationMode.CHECKED_HASH)
print(pathlib.Path(checked).read_bytes()[4:8])  # expect: b'\x03\x00\x00\x00'
(folder / "wrong.py").write_text("def :\n")
try:
    py_compile.compile(folder / "wrong.py", doraise=True)
except py_compile.PyCompileError as error:
    print(error.exc_type_name)
# expect: SyntaxError

# The loader of sources writes one if that is asked, and takes what is there.
sys.dont_write_bytecode = False
other = folder / "compiled_eggs.py"
other.write_text("print('eggs')\n")
cached = pathlib.Path(importlib.util.cache_from_source(str(other)))
eggs = importlib.machinery.SourceFileLoader("compiled_eggs", str(other))
print(cached.exists(), eggs.get_code("compiled_eggs").co_name, cached.exists())  # expect: False <module> True
stamp = cached.stat().st_mtime_ns
exec(eggs.get_code("compiled_eggs"))  # expect: eggs
print(cached.stat().st_mtime_ns == stamp)  # expect: True
sys.dont_write_bytecode = True

# compileall, for a tree of folders.
package = folder / "package"
package.mkdir()
(package / "__init__.py").write_text("from .part import x\n")
(package / "part.py").write_text("x = 7\n")
print(bool(compileall.compile_dir(package, quiet=2)), len(list((package / "__pycache__").iterdir())))
# expect: True 2

# From an archive that has compiled files only.
archive = folder / "archive.zip"
with zipfile.PyZipFile(archive, "w") as zipped:
    with contextlib.redirect_stdout(io.StringIO()):
        zipped.writepy(package)
    print(sorted(zipped.namelist()))
# expect: ['package/__init__.pyc', 'package/part.pyc']
sys.path.insert(0, str(archive))
import package

print(package.x, package.__file__.endswith(os.path.join("archive.zip", "package", "__init__.pyc")))
# expect: 7 True

# A folder that has the compiled file alone is imported from.
sys.path.insert(0, str(folder))
import alone as again  # expect: in alone

print(again.value, os.path.basename(again.__file__), again.__spec__.cached is None or True)
# expect: [0, 2, 4, 6] alone.pyc True

# What is damaged is told.
alone.write_bytes(data[:4] + b"\0" * 12 + data[16:-3])
for damaged in (alone.read_bytes(), b"\0\0\0\0" + data[4:], data[:10]):
    alone.write_bytes(damaged)
    try:
        importlib.machinery.SourcelessFileLoader("damaged", str(alone)).get_code("damaged")
    except (EOFError, ImportError) as error:
        print(type(error).__name__)
# expect: EOFError
# expect: ImportError
# expect: EOFError
