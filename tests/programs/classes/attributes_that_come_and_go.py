"""Attributes that are deleted and come again"""

import threading


class Thing:
    def __init__(self):
        self.a, self.b, self.c = 1, 2, 3


one = Thing()
del one.b
try:
    one.b
except AttributeError as error:
    print(error)  # expect: 'Thing' object has no attribute 'b'
try:
    del one.b
except AttributeError as error:
    print(error)  # expect: 'Thing' object has no attribute 'b'
print(hasattr(one, "b"), one.a, one.c)  # expect: False 1 3

# What comes again comes last.
one.b = 4
print(one.__dict__)  # expect: {'a': 1, 'c': 3, 'b': 4}
del one.a
one.a = 5
print(one.__dict__, vars(Thing()))  # expect: {'c': 3, 'b': 4, 'a': 5} {'a': 1, 'b': 2, 'c': 3}

# So does what comes and goes all the time.
two = Thing()
for number in range(100):
    del two.a
    two.a = number
print(two.__dict__)  # expect: {'b': 2, 'c': 3, 'a': 99}

# What was deleted is not what the class has of that name.
class Shadowed:
    name = "of the class"

    def speak(self):
        return "the class speaks"


three = Shadowed()
for _ in range(40):
    three.name = "its own"
    three.speak = lambda: "it speaks itself"
    said = three.name, three.speak()
    del three.name, three.speak
    print_me = said, three.name, three.speak()
print(print_me)  # expect: (('its own', 'it speaks itself'), 'of the class', 'the class speaks')


# What it held dies at once, and sees that it has gone.
class Last:
    def __init__(self, holder):
        self.holder = holder

    def __del__(self):
        print("gone", hasattr(self.holder, "last"))


four = Thing()
four.last = Last(four)
del four.last  # expect: gone False


# `__slots__`, alone and beside a dict.
class Slotted:
    __slots__ = ("x", "y")


class Both(Slotted):
    pass


for kind in (Slotted, Both):
    five = kind()
    five.x, five.y = 1, 2
    del five.x
    try:
        five.x
    except AttributeError as error:
        print(error)
    five.x = 3
    print(five.x, five.y)
# expect: 'Slotted' object has no attribute 'x'
# expect: 3 2
# expect: 'Both' object has no attribute 'x'
# expect: 3 2


# More names than are worth remembering, and every order of a few.
class Many:
    pass


for number in range(3000):
    six = Many()
    setattr(six, f"name{number}", number)
    six.end = -number
    assert getattr(six, f"name{number}") == number and six.end == -number
    assert list(vars(six)) == [f"name{number}", "end"]
import itertools

for order in itertools.permutations("abcdef"):
    seven = Many()
    for position, name in enumerate(order):
        setattr(seven, name, position)
    assert [getattr(seven, name) for name in order] == list(range(6))
    delattr(seven, order[3])
    assert "".join(vars(seven)) == "".join(order[:3] + order[4:])
print("every order")  # expect: every order


# Several threads at one object, each with a name of its own.
eight = Thing()


def come_and_go(name):
    for number in range(2000):
        setattr(eight, name, number)
        assert getattr(eight, name) == number
        delattr(eight, name)
        assert not hasattr(eight, name)


threads = [threading.Thread(target=come_and_go, args=(name,)) for name in "pqr"]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(vars(eight))  # expect: {'a': 1, 'b': 2, 'c': 3}
