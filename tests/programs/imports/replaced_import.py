# `builtins.__import__` may be replaced: what it is given, and what its answer is used for.
import builtins
import sys

original = builtins.__import__
seen = []


def spy(name, globals=None, locals=None, fromlist=(), level=0):
    if globals is not None and globals.get("__name__") == "__main__":
        kind = "none" if locals is None else "globals" if locals is globals else "own"
        seen.append((name, kind, fromlist, level))
    return original(name, globals, locals, fromlist, level)


builtins.__import__ = spy
try:
    import os.path
    import os.path as path
    from os import sep, curdir

    def function():
        import os.path
        import os.path as inside

        return os, inside

    inside = function()

    class Class:
        import os.path as attribute

    exec("import os.path as there", {"__name__": "__main__"}, {})
finally:
    builtins.__import__ = original

for entry in seen:
    print(entry)
# expect: ('os.path', 'globals', None, 0)
# expect: ('os.path', 'globals', None, 0)
# expect: ('os', 'globals', ('sep', 'curdir'), 0)
# expect: ('os.path', 'none', None, 0)
# expect: ('os.path', 'none', None, 0)
# expect: ('os.path', 'own', None, 0)
# expect: ('os.path', 'own', None, 0)

here = sys.modules["os.path"]
print(path is here, Class.attribute is here, inside == (os, here))  # expect: True True True


# What `as` binds is what the package has under that name, be it the module or not.
import xml.dom.minidom

module, xml.dom.minidom = xml.dom.minidom, "something else"
import xml.dom.minidom as bound

print(bound)  # expect: something else
xml.dom.minidom = module
import xml.dom.minidom as bound

print(bound is module)  # expect: True
del xml.dom.minidom
import xml.dom.minidom as bound

print(bound is module)  # expect: True
