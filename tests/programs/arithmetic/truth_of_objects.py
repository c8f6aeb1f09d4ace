# What counts as true: __bool__, then __len__, then always.
class WithBool:
    def __init__(self, truth):
        self.truth = truth

    def __bool__(self):
        print("asked")
        return self.truth


class WithLen:
    def __init__(self, n):
        self.n = n

    def __len__(self):
        return self.n


class Plain:
    pass


print(bool(WithBool(True)), not WithBool(False))
# expect: asked
# expect: asked
# expect: True True
print(bool(WithLen(0)), bool(WithLen(3)), bool(Plain()), not Plain())  # expect: False True True False
print("yes" if WithBool(False) else "no")
# expect: asked
# expect: no
while WithBool(False):
    print("never")
# expect: asked
print([x for x in (0, 1, "", "a", (), None) if x])  # expect: [1, 'a']
print((WithLen(0) or "right"), (WithLen(0) and "right").n)  # expect: right 0
