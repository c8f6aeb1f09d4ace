"""OrderedDict: parameters with names, state of subclasses, comparisons that change what they compare."""
import copy
import pickle
from collections import OrderedDict

print(OrderedDict.fromkeys("ab", value=1), OrderedDict.fromkeys("ab"))
ordered = OrderedDict(a=1)
print(ordered.pop("b", default=2), ordered.setdefault("c", default=3), ordered.setdefault(key="d"), ordered)
for arguments in (), ("x",):
    try:
        ordered.pop(*arguments)
    except (KeyError, TypeError) as error:
        print(type(error).__name__)


class Marked(OrderedDict):
    __slots__ = ("mark",)


marked = Marked(a=1)
marked.mark, marked.other = [1], [2]
for duplicate in copy.copy(marked), pickle.loads(pickle.dumps(marked)):
    print(duplicate, duplicate.mark, duplicate.other, type(duplicate).__name__)
print(copy.copy(marked).mark is marked.mark, copy.deepcopy(marked).mark is marked.mark, hasattr(marked.copy(), "mark"))
print(OrderedDict(a=1, b=2) == OrderedDict(b=2, a=1), OrderedDict(a=1, b=2) == dict(b=2, a=1))


class Key:
    def __init__(self, change):
        self.change = change

    def __hash__(self):
        return 0

    def __eq__(self, other):
        if Key.armed:
            self.change()
        return True


Key.armed = False
first = OrderedDict([(0, 1), (4.2, 1)])
second = OrderedDict([(Key(first.clear), 1), (4.2, 1)])
Key.armed = True
try:
    print(first == second)
except RuntimeError as error:
    print(error)


class Clears:
    def __hash__(self):
        return 1

    def __eq__(self, other):
        if Clears.armed:
            other_dict.clear()
        return False


Clears.armed = False
other_dict = {number: 0 for number in range(100)}
other_dict[Clears()] = 0
target = {Clears(): 0, 1: 1}
Clears.armed = True
try:
    target.update(other_dict)
except RuntimeError as error:
    print(error)
# expect: OrderedDict({'a': 1, 'b': 1}) OrderedDict({'a': None, 'b': None})
# expect: 2 3 None OrderedDict({'a': 1, 'c': 3, 'd': None})
# expect: TypeError
# expect: KeyError
# expect: Marked({'a': 1}) [1] [2] Marked
# expect: Marked({'a': 1}) [1] [2] Marked
# expect: True False False
# expect: False True
# expect: False
# expect: dict mutated during update

# Views and iterators are of classes of their own.
from collections import OrderedDict

ordered = OrderedDict(a=1, b=2)
views = (ordered.keys(), ordered.values(), ordered.items())
print(*views)  # expect: odict_keys(['a', 'b']) odict_values([1, 2]) odict_items([('a', 1), ('b', 2)])
print({type(iter(each)).__name__ for each in (ordered, *views, {})} - {"dict_keyiterator"})  # expect: {'odict_iterator'}
print(type(reversed(ordered)).__name__, type(reversed(ordered.items())).__name__, list(reversed(ordered)))
# expect: odict_iterator odict_iterator ['b', 'a']
print([isinstance(view, kind) for view, kind in zip(views, map(type, ({}.keys(), {}.values(), {}.items())))])
# expect: [True, True, True]
try:
    for key in ordered:
        ordered["c"] = 3
except RuntimeError as error:
    print(error)  # expect: OrderedDict mutated during iteration
print(ordered.keys() & {"a", "z"}, ordered.items() == dict(ordered).items(), len(ordered.values()))  # expect: {'a'} True 3
