"""A `finally` block that goes on with a loop drops what was to be returned."""


class Thing:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("gone", self.name)


def broken(leave):
    for number in range(2):
        while True:
            try:
                return Thing(number)
            finally:
                if leave:
                    break
        print("after", number)
    return "end"


def continued(leave):
    for number in range(3):
        try:
            for item in iter([Thing(number)]):
                try:
                    return item
                finally:
                    print("inner", number)
        finally:
            item = None
            if leave:
                continue
    return "end"


def returned():
    try:
        return Thing("first")
    finally:
        return Thing("second")


def generator(argument):
    try:
        yield str(argument)
    finally:
        return "done"


def summed(leave):
    for first in [0, 1]:
        second = 0
        while second < 20:
            second += 10
            try:
                return first + second
            finally:
                if leave:
                    break
    return "end", first, second


print(broken(True))
print(type(broken(False)).__name__)
print(continued(True))
print(type(continued(False)).__name__)
print(returned().name)
print(summed(True), summed(False))
steps = generator(1)
print(next(steps))
try:
    next(steps)
except StopIteration as stop:
    print(stop.value)
# expect: gone 0
# expect: after 0
# expect: gone 1
# expect: after 1
# expect: end
# expect: gone 0
# expect: Thing
# expect: inner 0
# expect: gone 0
# expect: inner 1
# expect: gone 1
# expect: inner 2
# expect: gone 2
# expect: end
# expect: inner 0
# expect: gone 0
# expect: Thing
# expect: gone first
# expect: gone second
# expect: second
# expect: ('end', 1, 10) 10
# expect: 1
# expect: done
