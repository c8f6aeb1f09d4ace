"""What is built in, and what it says of itself, a line of JSON for each thing.

Run without an argument it tells of the interpreter that runs it: every native module, and every class, function, method and
descriptor that is written in its own language. Run with a file of such lines it tells of what those name, as far as the
interpreter has it. The first line tells which interpreter it is.

A thing's key is its dotted name, as `builtins.str.split`; that of a module's function ends with parentheses.
"""

import importlib
import inspect
import json
import sys

ROUTINES = {type(len), type(list.append), type(dict.__dict__["fromkeys"]), type(object.__init__)}
DESCRIPTORS = {type(int.__dict__["real"]), type(type(lambda: 0).__dict__["__globals__"])}
# Of a class, that its attributes cannot be set.
IMMUTABLE = 1 << 8


class Written:
    """A class that is written in Python has a descriptor too that is not."""


def all_classes():
    """Every class there is, by its dotted name; of two of one name, such as the one in Python that a native one takes the place
    of, the native one."""
    found, seen, waiting = {}, set(), [object]
    while waiting:
        class_ = waiting.pop()
        if id(class_) in seen:
            continue
        seen.add(id(class_))
        name = f"{class_.__module__}.{class_.__qualname__}"
        if name not in found or class_.__flags__ & ~found[name].__flags__ & IMMUTABLE:
            found[name] = class_
        waiting.extend(type.__subclasses__(class_))
    return found


def import_native():
    for name in sys.builtin_module_names:
        try:
            yield importlib.import_module(name)
        except ImportError:
            # It says why there is none.
            pass


def unwrapped(value):
    return value.__func__ if isinstance(value, staticmethod) else value


def in_class(class_, name):
    for base in class_.__mro__:
        if name in base.__dict__:
            return unwrapped(base.__dict__[name])
    raise AttributeError(name)


def signature_of(thing):
    """What calling it takes: as it says itself, and as `inspect` understands that."""
    text = getattr(thing, "__text_signature__", None)
    try:
        return text, str(inspect.signature(thing))
    except Exception as problem:
        return text, f"{type(problem).__name__}"


def told(key, kind, thing, name=None, wrapper=False):
    text = thing.__doc__
    line = {"key": key, "kind": kind, "name": name, "doc": text if isinstance(text, str) else None, "wrapper": wrapper}
    if kind in ("function", "method", "class"):
        line["text_signature"], line["signature"] = signature_of(thing)
    print(json.dumps(line))


def kind_in_class(value):
    if type(value) in ROUTINES:
        return "method"
    return "descriptor" if type(value) in DESCRIPTORS else None


def tell_all():
    modules = list(import_native())
    for module in modules:
        if not hasattr(module, "__file__"):
            told(module.__name__, "module", module)
        for name, value in list(vars(module).items()):
            if type(value) is type(len):
                told(f"{value.__module__}.{value.__name__}()", "function", value, [module.__name__, name])
    for class_name, class_ in all_classes().items():
        if not class_.__flags__ & IMMUTABLE:
            continue
        told(class_name, "class", class_)
        for name, value in list(class_.__dict__.items()):
            value = unwrapped(value)
            if kind := kind_in_class(value):
                told(f"{class_name}.{value.__name__}", kind, value, [class_name, name])
    told("__weakref__", "descriptor", Written.__dict__["__weakref__"], "__weakref__")


def tell_named(names):
    list(import_native())
    lines = [line for line in map(json.loads, names) if "key" in line]
    for line in lines:
        if line["kind"] == "module":
            try:
                importlib.import_module(line["key"])
            except ImportError:
                pass
    classes = all_classes()
    wrapper_type = type(object.__init__)

    def class_named(name):
        if name in classes:
            return classes[name]
        module, _, qualname = name.partition(".")
        found = sys.modules[module]
        for part in qualname.split("."):
            found = getattr(found, part)
        if not isinstance(found, type):
            raise AttributeError(name)
        return found

    for line in lines:
        key, kind, name = line["key"], line["kind"], line["name"]
        wrapper = False
        try:
            if kind == "module":
                thing = sys.modules[key]
            elif kind == "function":
                thing = getattr(sys.modules[name[0]], name[1])
            elif kind == "class":
                thing = class_named(key)
            elif isinstance(name, str):
                thing = Written.__dict__[name]
            else:
                thing = in_class(class_named(name[0]), name[1])
                wrapper = type(thing) is wrapper_type or name[1] == "__new__"
        except (AttributeError, KeyError):
            continue
        if kind != "module" and not (isinstance(thing, type) or inspect.isroutine(thing) or hasattr(thing, "__get__")):
            # It has something else under that name.
            continue
        told(key, kind, thing, name, wrapper)


print(json.dumps({"implementation": sys.implementation.name, "version": sys.version_info[:3]}))
if sys.argv[1:]:
    with open(sys.argv[1]) as names:
        tell_named(names)
else:
    tell_all()
