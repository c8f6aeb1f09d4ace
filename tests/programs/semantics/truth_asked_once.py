# Operands of and and or are asked for their truth once, however they are nested.
# cpython: 3.13 asks a nested operand twice


class Asked:
    def __init__(self, name, truth):
        self.name, self.truth = name, truth

    def __bool__(self):
        print(self.name, end=" ")
        return self.truth


no, yes = Asked("no", False), Asked("yes", True)
print((no and yes or no).name)  # expect: no no
print((yes and yes or no).name)  # expect: yes yes yes
print(((no or yes) and no).name)  # expect: no yes no
x = (no and yes) or (yes and no) or yes
print(x.name)  # expect: no yes no yes
x = ((no or no) and yes) or (no and no)
print(x.name)  # expect: no no no no


def f(a, b, c):
    a = a and b or c
    return a


print(f(no, yes, yes).name)  # expect: no yes
