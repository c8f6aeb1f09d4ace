# inspect.getclosurevars: the names that a function uses, found in its code.
import dis
import inspect

outside = 5


def use(argument):
    def inner(own):
        return argument, outside, print, missing, own.attribute

    return inner


def store(value):
    global changed
    changed = value


found = inspect.getclosurevars(use(1))
print(found.nonlocals, found.globals, found.builtins, sorted(found.unbound))


def named(code):
    names = {(one.opname, one.argval) for one in dis.get_instructions(code) if "GLOBAL" in one.opname}
    return sorted(names)


print(named(use(1)), named(store))
wide = "def wide():\n    return (" + ", ".join(f"name{number}" for number in range(300)) + ")\n"
namespace = {}
exec(wide, namespace)
print(len(named(namespace["wide"])), named(namespace["wide"])[-1])
code = use(1).__code__
print(len(list(code.co_positions())) <= len(code.co_code) // 2)
# expect: {'argument': 1} {'outside': 5} {'print': <built-in function print>} ['attribute', 'missing']
# expect: [('LOAD_GLOBAL', 'missing'), ('LOAD_GLOBAL', 'outside'), ('LOAD_GLOBAL', 'print')] [('STORE_GLOBAL', 'changed')]
# expect: 300 ('LOAD_GLOBAL', 'name99')
# expect: True
