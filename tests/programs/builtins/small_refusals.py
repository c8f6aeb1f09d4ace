"""What built-in things refuse, and let be."""
# cpython: 3.13 lets some of it be
import abc
import io
import sys
import types


def attempt(function, *given):
    try:
        print(function(*given))
    except Exception as error:
        print(type(error).__name__, error)


class Raw(io.RawIOBase):
    def __init__(self, answer):
        self.answer = answer

    def readinto(self, buffer):
        return self.answer


for answer in (3, None, -1, 10, 1 << 70):
    attempt(lambda: len(Raw(answer).read(5) or ""))
# expect: 3
# expect: 0
# expect: ValueError readinto returned -1 outside buffer size 5
# expect: ValueError readinto returned 10 outside buffer size 5
# expect: ValueError cannot fit 'int' into an index-sized integer


class A[T]:
    pass


A.__type_params__ = "whatever"
print(A.__type_params__)  # expect: whatever
attempt(delattr, A, "__type_params__")
# expect: TypeError cannot delete '__type_params__' attribute of immutable type 'A'
print(A.__type_params__)  # expect: whatever
named = type("Named", (), {"__firstlineno__": 42})
named.__module__ = "elsewhere"
print("__firstlineno__" in vars(named))  # expect: False


class Strange(types.ModuleType):
    __dict__ = 8


attempt(dir, Strange("strange"))  # expect: TypeError <module>.__dict__ is not a dictionary


class Classless:
    def __getattribute__(self, name):
        if name == "__class__":
            raise AttributeError(name)
        return super().__getattribute__(name)


class Base(metaclass=abc.ABCMeta):
    pass


print(isinstance(Classless(), Base))  # expect: False
print(sum([complex(1, -0.0), 1]), sum([1.0, complex(1, -0.0)]), sys.implementation.supports_isolated_interpreters)
# expect: (2-0j) (2-0j) True


class Sink:
    def write(self, text):
        return len(text)


def ask():
    sys.stdin, sys.stdout = io.StringIO("one\ntwo\n"), Sink()
    yield input("never flushed")
    del sys.stdin
    try:
        input("?")
    except RuntimeError as error:
        yield str(error)
    sys.stdin = None
    try:
        input("?")
    except RuntimeError as error:
        yield str(error)


kept = sys.stdin, sys.stdout
heard = list(ask())
sys.stdin, sys.stdout = kept
print(heard)  # expect: ['one', 'lost sys.stdin', 'lost sys.stdin']
