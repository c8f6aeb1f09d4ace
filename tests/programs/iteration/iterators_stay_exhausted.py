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
    print(first, list(it), next(it, "done"))
# expect: [1] [] done
# expect: [1] [] done
# expect: ['a'] [] done
# expect: [1] [] done
# expect: [1] [] done
# expect: [0] [] done
# expect: [1] [] done
# expect: [1] [] done
# expect: [(1,)] [] done
# expect: [(0, 1)] [] done
# expect: [1] [] done
# expect: [1] [] done
