# print to files that are not, and of objects that raise.
import sys


class File:
    def write(self, text):
        raise ValueError("write failed")


class Bad:
    def __str__(self):
        raise KeyError("str")


def attempt(function):
    try:
        function()
    except Exception as e:
        print(type(e).__name__, e)


attempt(lambda: print("x", file=File()))  # expect: ValueError write failed
attempt(lambda: print("x", file=5))  # expect: AttributeError 'int' object has no attribute 'write'
attempt(lambda: print("x", file=None))  # expect: x
attempt(lambda: print(Bad()))  # expect: KeyError 'str'
attempt(lambda: print("a", end=5))  # expect: TypeError end must be None or a string, not int
attempt(lambda: print("a", nonsense=5))
# expect: TypeError print() got an unexpected keyword argument 'nonsense'
attempt(lambda: print("a", flush=Bad()))  # expect: a
attempt(lambda: print("a", sep=None, end=None))  # expect: a
print()  # expect:


class Collect:
    def __init__(self):
        self.parts = []

    def write(self, text):
        self.parts.append(text)


c = Collect()
print(1, "b", sep="-", end="!", file=c)
print("".join(c.parts))  # expect: 1-b!
saved = sys.stdout
sys.stdout = c
print("captured")
sys.stdout = saved
print("".join(c.parts).endswith("captured\n"))  # expect: True
sys.stdout = None
print("goes nowhere")
sys.stdout = saved
print("back")  # expect: back
