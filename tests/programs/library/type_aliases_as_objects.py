# A type alias has nothing that can be set, and no attributes of its own; templates and their iterators are what 3.14 says.
# cpython: the syntax is new in 3.14
import copy
import pickle
from string import Formatter
from string.templatelib import Interpolation, Template
from threading import Thread
from typing import ParamSpec, TypeAliasType, TypeVar


def tried(function, *arguments):
    try:
        return function(*arguments)
    except Exception as error:
        return f"{type(error).__name__}: {error}"


type A[T] = list[T]
B = TypeAliasType("B", int)
for alias in (A, B):
    print(alias, alias.__name__, alias.__module__, alias.__value__, alias.__parameters__, alias.__type_params__, hasattr(alias, "__dict__"))
# expect: A A __main__ list[T] (T,) (T,) False
# expect: B B __main__ <class 'int'> () () False
for name in ("__name__", "__value__", "__type_params__", "x", "__dict__"):
    print(tried(setattr, A, name, 1))
# expect: AttributeError: readonly attribute
# expect: AttributeError: attribute '__value__' of 'typing.TypeAliasType' objects is not writable
# expect: AttributeError: attribute '__type_params__' of 'typing.TypeAliasType' objects is not writable
# expect: AttributeError: 'typing.TypeAliasType' object has no attribute 'x' and no __dict__ for setting new attributes
# expect: AttributeError: 'typing.TypeAliasType' object has no attribute '__dict__' and no __dict__ for setting new attributes
print(A[int], A[int].__value__, A | None, [*A], pickle.loads(pickle.dumps(A)) is A, copy.deepcopy(A) is A)
# expect: A[int] list[T] A | None [typing.Unpack[A]] True True
print(tried(TypeAliasType, "C", int, 1), tried(TypeAliasType, 1, int), tried(ParamSpec, "P", 1), tried(TypeVar))
# expect: TypeError: typealias() takes exactly 2 positional arguments (3 given) TypeError: typealias() argument 'name' must be str, not int TypeError: paramspec() takes exactly 1 positional argument (2 given) TypeError: typevar() missing required argument 'name' (pos 1)

# Its value is evaluated once, whoever asks first.
made = []
type Evaluated = (made.append(1), object())[1]
seen = []
threads = [Thread(target=lambda: seen.append(Evaluated.__value__)) for _ in range(4)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(len({id(value) for value in seen}), len(seen))  # expect: 1 4

template = t"a{1}b"
parts = iter(template)
print(type(parts).__name__, next(parts), next(parts).value, [*parts], Template[int], Interpolation[int])
# expect: TemplateIter a 1 ['b'] string.templatelib.Template[int] string.templatelib.Interpolation[int]
print(tried(setattr, template, "strings", ()), tried(setattr, template.interpolations[0], "value", 1))
# expect: AttributeError: readonly attribute AttributeError: readonly attribute
pieces = Formatter().parse("{a:}}")
print(next(pieces), tried(next, pieces), list(pieces))
# expect: ('', 'a', '', None) ValueError: Single '}' encountered in format string []
