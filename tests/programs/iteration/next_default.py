# next() with and without a default.
it = iter([1])
print(next(it), next(it, None), next(it, "default"))  # expect: 1 None default
try:
    next(it)
except StopIteration as e:
    print(repr(e), e.value)  # expect: StopIteration() None
it = iter("ab")
print(it.__next__(), [*it], iter(it) is it)  # expect: a ['b'] True
