# How sets print.
class S(set):
    pass
class F(frozenset):
    pass
print({1}, frozenset([1]), S([1]), F([1]), S(), F(), [set()], {frozenset({1})}, {"a"}, set())
# expect: {1} frozenset({1}) S({1}) F({1}) S() F() [set()] {frozenset({1})} {'a'} set()
