# `inspect` knows what built-in functions, classes and class methods take.
import inspect
import operator


class Number(int):
    pass


def shown(*functions):
    print(*map(inspect.signature, functions), sep="; ")


shown(int.from_bytes, Number.from_bytes)  # expect: (bytes, byteorder='big', *, signed=False); (bytes, byteorder='big', *, signed=False)
shown(dict.fromkeys, float.fromhex)  # expect: (iterable, value=None, /); (string, /)
shown(int.to_bytes, (1).to_bytes)  # expect: (self, /, length=1, byteorder='big', *, signed=False); (length=1, byteorder='big', *, signed=False)
shown(list.append, [].append, "".join)  # expect: (self, object, /); (object, /); (iterable, /)
shown(list, set, object, float)  # expect: (iterable=(), /); (iterable=(), /); (); (x=0, /)
shown(operator.methodcaller, operator.itemgetter)  # expect: (name, /, *args, **kwargs); (item, /, *items)
