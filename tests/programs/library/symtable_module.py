# symtable: what the compiler knows of names.
import symtable

SOURCE = """
import os, sys as system
from math import *
total = 0
def outer(a, b=total, *c, d, **e):
    global counter
    counter = a
    inner_value = b
    def inner():
        nonlocal inner_value
        inner_value += d
        return os, undefined
    return [x + d for x in c if (y := x)], lambda q: q + a, inner
class Class(object):
    attribute = 1
    __private = 2
    def method(self, attribute):
        return super().method(self.__private)
    def other(self):
        del self
        return __class__
g = (i for i in range(total))
squares = {k: v for k, v in enumerate(g)}
with open("x") as file, open("y"):
    pass
for step in file:
    step: 'annotation' = 1
try:
    pass
except ValueError as problem:
    raise
"""


def show(table, depth=0):
    pad = "  " * depth
    print(pad + f"{table.get_type()} {table.get_name()} line {table.get_lineno()} nested {table.is_nested()} children {table.has_children()}")
    for symbol in sorted(table.get_symbols(), key=lambda symbol: symbol.get_name()):
        facts = [
            name[3:]
            for name in (
                "is_referenced", "is_imported", "is_parameter", "is_global", "is_nonlocal", "is_declared_global",
                "is_local", "is_annotated", "is_free", "is_assigned", "is_namespace",
            )
            if getattr(symbol, name)()
        ]
        if not symbol.get_name().startswith("__cond"):
            print(pad, symbol.get_name(), *facts)
    if isinstance(table, symtable.Function):
        print(pad, table.get_parameters(), sorted(table.get_locals()), sorted(table.get_globals()), table.get_frees(), table.get_nonlocals())
    for child in table.get_children():
        # Where annotations are deferred they have a table of their own.
        if child.get_type() != symtable.SymbolTableType.ANNOTATION:
            show(child, depth + 1)


show(symtable.symtable(SOURCE, "source.py", "exec"))
show(symtable.symtable("x + (lambda y: x)(2)", "<eval>", "eval"))
top = symtable.symtable("def f[T](x: T): pass\ntype A[U] = list[U]\nclass G[V: int]: pass", "?", "exec")
print([(child.get_type(), child.get_name()) for child in top.get_children()])
print(top is not symtable.symtable("", "?", "exec"), top.lookup("f").get_namespace(), top.get_identifiers())
for source, mode in (("x +", "exec"), ("def f(x):\n global x", "exec"), ("nonlocal x", "exec"), ("x", "other"), ("a\0", "exec")):
    try:
        symtable.symtable(source, "?", mode)
    except (SyntaxError, ValueError) as e:
        print(type(e).__name__, e.args[0])
# expect: module top line 0 nested False children True
# expect:  Class global local assigned namespace
# expect:  ValueError referenced global
# expect:  counter global declared_global
# expect:  enumerate referenced global
# expect:  file referenced global local assigned
# expect:  g referenced global local assigned
# expect:  k referenced global local assigned
# expect:  object referenced global
# expect:  open referenced global
# expect:  os imported global local
# expect:  outer global local assigned namespace
# expect:  problem global local assigned
# expect:  range referenced global
# expect:  squares global local assigned
# expect:  step global local annotated assigned
# expect:  system imported global local
# expect:  total referenced global local assigned
# expect:  v referenced global local assigned
# expect:   function outer line 5 nested False children True
# expect:    a referenced parameter local
# expect:    b referenced parameter local
# expect:    c referenced parameter local
# expect:    counter global declared_global assigned
# expect:    d parameter local
# expect:    e parameter local
# expect:    inner referenced local assigned namespace
# expect:    inner_value local assigned
# expect:    x referenced local assigned
# expect:    y local assigned
# expect:    ('a', 'b', 'd', 'c', 'e') ['a', 'b', 'c', 'd', 'e', 'inner', 'inner_value', 'x', 'y'] ['counter'] () ()
# expect:     function inner line 9 nested True children False
# expect:      d referenced free
# expect:      inner_value nonlocal free assigned
# expect:      os referenced global
# expect:      undefined referenced global
# expect:      () [] ['os', 'undefined'] ('inner_value', 'd') ('inner_value',)
# expect:     function lambda line 13 nested True children False
# expect:      a referenced free
# expect:      q referenced parameter local
# expect:      ('q',) ['q'] [] ('a',) ()
# expect:   class Class line 14 nested False children True
# expect:    _Class__private local assigned
# expect:    attribute local assigned
# expect:    method local assigned namespace
# expect:    other local assigned namespace
# expect:     function method line 17 nested False children False
# expect:      __class__ referenced free
# expect:      attribute parameter local
# expect:      self referenced parameter local
# expect:      super referenced global
# expect:      ('self', 'attribute') ['attribute', 'self'] ['super'] ('__class__',) ()
# expect:     function other line 19 nested False children False
# expect:      __class__ referenced free
# expect:      self parameter local assigned
# expect:      ('self',) ['self'] [] ('__class__',) ()
# expect:   function genexpr line 22 nested False children False
# expect:    .0 parameter local
# expect:    i referenced local assigned
# expect:    ('.0',) ['.0', 'i'] [] () ()
# expect: module top line 0 nested False children True
# expect:  x referenced global
# expect:   function lambda line 1 nested False children False
# expect:    x referenced global
# expect:    y parameter local
# expect:    ('y',) ['y'] ['x'] () ()
# expect: [(<SymbolTableType.TYPE_PARAMETERS: 'type parameters'>, 'f'), (<SymbolTableType.TYPE_PARAMETERS: 'type parameters'>, 'A'), (<SymbolTableType.TYPE_PARAMETERS: 'type parameters'>, 'G')]
# expect: True <SymbolTable for f in ?> dict_keys(['f', 'A', 'G'])
# expect: SyntaxError invalid syntax
# expect: SyntaxError name 'x' is parameter and global
# expect: SyntaxError nonlocal declaration not allowed at module level
# expect: ValueError symtable() arg 3 must be 'exec' or 'eval' or 'single'
# expect: SyntaxError source code string cannot contain null bytes
