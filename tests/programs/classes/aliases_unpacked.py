# Generic aliases with a star are copied and pickled with it; their iterator answers one, once.
# cpython: 3.13 has no staticmethod[int]
import copy
import pickle
import types

alias = list[int]
iterator = iter(alias)
print(type(iterator).__name__, iter(iterator) is iterator)  # expect: generic_alias_iterator True
starred = next(iterator)
print(starred, list(iterator), starred == alias)  # expect: *list[int] [] False
print(iterator.__reduce__()[1], iter(alias).__reduce__()[1] == (alias,))  # expect: ((),) True
print(starred.__reduce__()[0])  # expect: <built-in function next>
for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
    again = pickle.loads(pickle.dumps(starred, protocol))
    if again != starred or repr(again) != "*list[int]":
        print(protocol, again)
print(copy.copy(starred) == starred, copy.deepcopy(starred))  # expect: True *list[int]
print(next(pickle.loads(pickle.dumps(iter(alias)))))  # expect: *list[int]
print(staticmethod[int], classmethod[str])  # expect: staticmethod[int] classmethod[str]
try:
    type(iterator)()
except TypeError as error:
    print(error)  # expect: cannot create 'generic_alias_iterator' instances


class Alias(types.GenericAlias):
    pass


print(type(next(iter(Alias(tuple, int)))).__name__)  # expect: GenericAlias
