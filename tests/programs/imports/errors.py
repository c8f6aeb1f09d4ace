# Imports that fail.
def attempt(source):
    try:
        exec(source, {"__name__": "__main__"})
        print("fine")
    except Exception as e:
        text = "" if isinstance(e, SyntaxError) else str(e).split(" (")[0]
        print(f"{type(e).__name__}: {text}")


attempt("import no_such_module")  # expect: ModuleNotFoundError: No module named 'no_such_module'
attempt("import support_package.nothing")
# expect: ModuleNotFoundError: No module named 'support_package.nothing'
attempt("from support_package import nothing")
# expect: ImportError: cannot import name 'nothing' from 'support_package'
attempt("from support_package._sibling import nothing")
# expect: ImportError: cannot import name 'nothing' from 'support_package._sibling'
attempt("import _counter.x")
# expect: ModuleNotFoundError: No module named '_counter.x'; '_counter' is not a package
attempt("from . import x")  # expect: ImportError: attempted relative import with no known parent package
attempt("import _broken")  # expect: RuntimeError: broken module
attempt("import _broken")  # expect: RuntimeError: broken module
attempt("import _syntax")  # expect: SyntaxError: 
attempt("from no_such_package.deep import x")
# expect: ModuleNotFoundError: No module named 'no_such_package'
import sys

print("_broken" in sys.modules)  # expect: False
sys.modules["blocked"] = None
attempt("import blocked")  # expect: ModuleNotFoundError: import of blocked halted; None in sys.modules
