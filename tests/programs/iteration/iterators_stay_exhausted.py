# An iterator that has ended stays so.
for it in (
    iter([1]),
    iter((1,)),
    iter("a"),
    iter({1: 2}),
    iter({1}),
    iter(range(1)),
    (x for x in [1]),
    map(abs, [1]),
    zip([1]),
    enumerate([1]),
    reversed([1]),
    filter(None, [1]),
):
    first = list(it)
    print(type(it).__name__, first, list(it), next(it, "done"))
# expect: list_iterator [1] [] done
# expect: tuple_iterator [1] [] done
# expect: str_ascii_iterator ['a'] [] done
# expect: dict_keyiterator [1] [] done
# expect: set_iterator [1] [] done
# expect: range_iterator [0] [] done
# expect: generator [1] [] done
# expect: map [1] [] done
# expect: zip [(1,)] [] done
# expect: enumerate [(0, 1)] [] done
# expect: list_reverseiterator [1] [] done
# expect: filter [1] [] done
