# Imports every module of the library, one after the other, and says what came of each.
import contextlib
import importlib.util
import io
import sys

# What these do when they are imported is not for a report: one opens a browser, the others are programs.
LEFT_OUT = {"antigravity", "this", "idlelib"}

importer = importlib.util.find_spec("abc").loader
for name in importer.module_names():
    if name in LEFT_OUT or name.endswith("__main__"):
        continue
    print("begins", name, flush=True)
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        try:
            importlib.import_module(name)
            reason = None
        except BaseException as problem:
            reason = f"{type(problem).__name__}: {problem}"
    print("works" if reason is None else f"fails {reason!r}", name, flush=True)
print("native", *sorted(sys.builtin_module_names))
print("the end")
