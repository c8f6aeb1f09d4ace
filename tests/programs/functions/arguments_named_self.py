# The receiver of a built-in class's method has no name, so that an argument may have it.
print(dict(self=1, cls=2), dict([("a", 0)], self=3))
# expect: {'self': 1, 'cls': 2} {'a': 0, 'self': 3}


class Namespace:
    def __init__(*args, **kwargs):
        self, args = args[0], args[1:]
        self.held = dict(*args, **kwargs)


print(Namespace({"a": 1}, self=2).held, "{self}{cls}".format(self=1, cls=2))
# expect: {'a': 1, 'self': 2} 12
import functools
import types

print(functools.partial(dict, self=1)(cls=2), types.SimpleNamespace(self=1))
# expect: {'self': 1, 'cls': 2} namespace(self=1)
d = {}
d.update(self=5)
print(d)
# expect: {'self': 5}
try:
    "a".upper(self=1)
except TypeError as error:
    print(error)
# expect: str.upper() takes no keyword arguments
