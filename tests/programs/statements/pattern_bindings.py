# Names bound by a pattern stay bound, also when a guard then fails.
match [1, 2]:
    case [a, b] if a > b:
        print("never")
    case [c, 5]:
        print("never")
    case [d, e]:
        print("bound", d, e)  # expect: bound 1 2
print(a, b)  # expect: 1 2


def f(x):
    match x:
        case {"k": [y, *z]}:
            pass
    return [(lambda: y)(), z]


print(f({"k": list("abc")}))  # expect: ['a', ['b', 'c']]


class Meta(type):
    def __instancecheck__(cls, x):
        return x == "magic"


class Magic(metaclass=Meta):
    pass


match "magic":
    case Magic():
        print("instance check is asked")  # expect: instance check is asked
count = 0


def subject():
    global count
    count += 1
    return count


match subject():
    case 5 | 6:
        pass
    case 1:
        print("evaluated once:", count)  # expect: evaluated once: 1
