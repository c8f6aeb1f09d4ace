# Arguments that nothing is made of: an exception each, and never more.
import collections
import itertools
import marshal
import types

inside = []
inside.append([1, inside])


def attempt(call):
    try:
        return call()
    except Exception as e:
        return type(e).__name__


# A type argument may contain itself.
for generic in (list, collections.deque):
    print(generic.__class_getitem__(inside))
# expect: list[[[1, [[...]]]]]
# expect: collections.deque[[[1, [[...]]]]]
print(types.GenericAlias(list, [inside]))  # expect: list[[[[1, [...]]]]]
print(list[[int, str], [[int]]])  # expect: list[[int, str], [[<class 'int'>]]]
# A number is no data, and not so many zeros either.
for value in (2**31 - 1, 2**63, -1, "text", None):
    print(attempt(lambda: marshal.loads(value)))
# expect: TypeError
# expect: TypeError
# expect: TypeError
# expect: TypeError
# expect: TypeError
for bounds in ((-2**63,), (2**63,), (2**63, 1), (0, -2), (-1, -1), (0, 1, 0), ("a",), (None, None, 2**63)):
    print(attempt(lambda: list(itertools.islice([1, 2], *bounds))))
# expect: ValueError
# expect: ValueError
# expect: ValueError
# expect: ValueError
# expect: ValueError
# expect: ValueError
# expect: ValueError
# expect: ValueError
