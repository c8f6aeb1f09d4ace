# What a program may have a say in: persistent identifiers, reductions, names.
import builtins
import copyreg
import io
import pickle


class Point:
    def __init__(self, x):
        self.x = x

    def __repr__(self):
        return f"Point({self.x})"


def dump(pickler_class, value, protocol, **attributes):
    file = io.BytesIO()
    pickler = pickler_class(file, protocol)
    for name, attribute in attributes.items():
        setattr(pickler, name, attribute)
    pickler.dump(value)
    return file.getvalue()


known = Point(1)


class ById(pickle.Pickler):
    def persistent_id(self, value):
        if value is known:
            return "known"
        return super().persistent_id(value)


class FromId(pickle.Unpickler):
    def persistent_load(self, identifier):
        return known if identifier == "known" else super().persistent_load(identifier)


for protocol in range(6):
    data = dump(ById, [known, Point(2)], protocol)
    first, second = FromId(io.BytesIO(data)).load()
    print(protocol, first is known, second)
# expect: 0 True Point(2)
# expect: 1 True Point(2)
# expect: 2 True Point(2)
# expect: 3 True Point(2)
# expect: 4 True Point(2)
# expect: 5 True Point(2)
try:
    pickle.loads(data)
except pickle.UnpicklingError as error:
    print(error)  # expect: A load persistent id instruction was encountered, but no persistent_load function was specified.
# Reductions: a table of one's own, the table of all, and a method that comes before both.
print(pickle.loads(dump(pickle.Pickler, Point(3), 2, dispatch_table={Point: lambda point: (Point, (-point.x,))})))
# expect: Point(-3)
copyreg.pickle(Point, lambda point: (Point, (point.x * 10,)))
print(pickle.loads(pickle.dumps(Point(3))), pickle.loads(dump(pickle.Pickler, Point(3), 2, dispatch_table={})))
# expect: Point(30) Point(3)


class Overriding(pickle.Pickler):
    def reducer_override(self, value):
        if isinstance(value, Point):
            return Point, ("override",)
        if value is len:
            return max, ((1, 2),)
        return NotImplemented


print(pickle.loads(dump(Overriding, [Point(3), len, print, int], 5)))
# expect: [Point(override), 2, <built-in function print>, <class 'int'>]
del copyreg.dispatch_table[Point]

# Numbers in place of names.
for code in (0x7F, 0xABCD, 0x12345678):
    copyreg.add_extension(__name__, "Point", code)
    data = pickle.dumps(Point, 2)
    print(data, pickle.loads(data) is Point)
    copyreg.remove_extension(__name__, "Point", code)
    copyreg._extension_cache.pop(code, None)
    try:
        pickle.loads(data)
    except ValueError as error:
        print(error)
# expect: b'\x80\x02\x82\x7f.' True
# expect: unregistered extension code 127
# expect: b'\x80\x02\x83\xcd\xab.' True
# expect: unregistered extension code 43981
# expect: b'\x80\x02\x84xV4\x12.' True
# expect: unregistered extension code 305419896


class Careful(pickle.Unpickler):
    def find_class(self, module, name):
        if module == "builtins" and name == "range":
            return getattr(builtins, name)
        raise pickle.UnpicklingError(f"global '{module}.{name}' is forbidden")


print(Careful(io.BytesIO(pickle.dumps([1, range(3)]))).load())  # expect: [1, range(0, 3)]
try:
    Careful(io.BytesIO(b"cos\nsystem\n(S'echo'\ntR.")).load()
except pickle.UnpicklingError as error:
    print(error)  # expect: global 'os.system' is forbidden

# Names of Python 2.
print(pickle.dumps([range, map], 2), pickle.loads(b"c__builtin__\nxrange\n."))
# expect: b'\x80\x02]q\x00(c__builtin__\nxrange\nq\x01citertools\nimap\nq\x02e.' <class 'range'>
print(pickle.dumps([range], 2, fix_imports=False))  # expect: b'\x80\x02]q\x00cbuiltins\nrange\nq\x01a.'
try:
    pickle.loads(b"c__builtin__\nxrange\n.", fix_imports=False)
except ModuleNotFoundError as error:
    print(error)  # expect: No module named '__builtin__'

# A state that is set by the object, and one that is not a dict.
class Stateful:
    def __getstate__(self):
        return 42

    def __setstate__(self, state):
        self.state = state


print(pickle.loads(pickle.dumps(Stateful())).state)  # expect: 42
del Stateful.__setstate__
try:
    pickle.loads(pickle.dumps(Stateful()))
except pickle.UnpicklingError as error:
    print(error)  # expect: state is not a dictionary
