"""A Counter counts through `get` and `__setitem__` of its class, if that has its own."""

from collections import Counter


class Setting(Counter):
    def __setitem__(self, key, value):
        print("set", key, value)
        super().__setitem__(key, value)


class Getting(Counter):
    def get(self, key, default=None):
        print("get", key)
        return super().get(key, default)


class Plain(Counter):
    pass


print(Setting("aab"))
print(Getting("ab"))
print(Plain("aab"))

# expect: set a 1
# expect: set a 2
# expect: set b 1
# expect: Setting({'a': 2, 'b': 1})
# expect: get a
# expect: get b
# expect: Getting({'a': 1, 'b': 1})
# expect: Plain({'a': 2, 'b': 1})
