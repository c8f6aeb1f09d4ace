# Runs the blocks that follow, one by one, and shows what each leaves behind.
import gc
import os
import re
import resource
import signal
import sys
import warnings

sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
sys.setrecursionlimit(300)
resource.setrlimit(resource.RLIMIT_AS, (3 << 30, 3 << 30))
warnings.simplefilter("ignore")
# What the library has a version in Python of and one in C, of which some say other words: the former for all.
for name in ("_decimal", "_elementtree", "_hashlib"):
    sys.modules[name] = None

PLAIN = (int, float, complex, str, bytes, bytearray, bool, type(None), range, slice)
# When a cycle is collected is nobody's promise, and what is in it may print.
gc.disable()
WHOLE = range(-100, 300)
WHOLE_MODULES = ("math", "decimal", "datetime", "dataclasses", "enum", "typing", "types", "collections", "fractions")
# Where an object is, and which thread it was.
ADDRESS = re.compile(r" at 0x[0-9a-f]+|(?<=started|stopped| daemon) \d+")


def shown(value, depth=0):
    kind = type(value)
    if depth > 8:
        return "deep"
    if kind in (set, frozenset, type({}.keys()), type({}.items())):
        # Of 1, True and 1.0 a set holds whichever came first, and which one that is is not promised.
        inside = [shown(int(item) if item in WHOLE else item, depth + 1) for item in value]
        if kind in (set, frozenset):
            inside.sort()
        return f"{kind.__name__}{{{', '.join(inside)}}}"
    if kind in (list, tuple):
        return f"{kind.__name__}({', '.join([shown(item, depth + 1) for item in value])})"
    if kind is dict:
        # What `exec` puts there is each one's own.
        items = [(key, item) for key, item in value.items() if key != "__builtins__"]
        return f"{{{', '.join([f'{shown(key, depth + 1)}: {shown(item, depth + 1)}' for key, item in items])}}}"
    if kind is type(sys):
        # From where it was loaded only one of them can say.
        return f"module {value.__name__}"
    if isinstance(value, BaseException):
        inside = ", ".join([shown(item, depth + 1) for item in value.args])
        text = f"{kind.__name__}({inside})"
        if value.__cause__ is not None:
            text += f" from {shown(value.__cause__, depth + 2)}"
        elif value.__context__ is not None and not value.__suppress_context__:
            text += f" after {shown(value.__context__, depth + 2)}"
        return text
    try:
        if isinstance(value, (set, frozenset)) and kind.__repr__ in (set.__repr__, frozenset.__repr__):
            return f"{kind.__name__} of {shown(set(set.__iter__(value) if isinstance(value, set) else frozenset.__iter__(value)), depth)}"
        text = ADDRESS.sub("", repr(value))
    except Exception as problem:
        text = f"unshown: {type(problem).__name__}: {problem}"
    if len(text) > 600:
        text = f"{text[:200]}...{len(text)}...{text[-200:]}"
    return text if kind in PLAIN else f"{kind.__name__} {text}"


def block(number, source):
    print(f"#{number}", flush=True)
    # What takes longer hangs, or waits for what does not come: the signal ends the process, for nobody handles it.
    signal.setitimer(signal.ITIMER_PROF, 3)
    signal.setitimer(signal.ITIMER_REAL, 20)
    names = {"__name__": "block", "shown": shown}
    try:
        exec(source, names)
    except SyntaxError as problem:
        print("SyntaxError", problem.msg)
    except BaseException as problem:
        try:
            print("raised", shown(problem))
            print(ADDRESS.sub("", f"{type(problem).__name__}: {problem}"))
        except Exception as second:
            print("unshown", type(second).__name__, second)
    for name in sorted(names):
        # What comes from a module whole is not the block's.
        imported = type(names[name]) is not type(sys) and any(name in vars(module) and names[name] is vars(module)[name] for module in map(sys.modules.get, WHOLE_MODULES) if module)
        if not name.startswith("__") and name != "shown" and not imported:
            try:
                print(name, "=", shown(names[name]))
            except Exception as problem:
                print(name, "unshown", type(problem).__name__, problem)


def end():
    sys.stdout.flush()
    os._exit(0)


