# How sets print.
class S(set):
    pass


class F(frozenset):
    pass


print({1}, frozenset([1]), S([1]), F([1]), S(), F())  # expect: {1} frozenset({1}) S({1}) F({1}) S() F()
print([set()], {frozenset({1})}, {"a"}, set())  # expect: [set()] {frozenset({1})} {'a'} set()
