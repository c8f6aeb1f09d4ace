# What 3.14 does and says otherwise than versions before it.
# cpython: 3.13 says other things
import ast
import collections
import datetime
import types


def attempt(function):
    try:
        print(repr(function()))
    except Exception as e:
        print(type(e).__name__, e, *getattr(e, "__notes__", ()))


# A value without a hash: what it was wanted for.
attempt(lambda: {}[[]])  # expect: TypeError cannot use 'list' as a dict key (unhashable type: 'list')
attempt(lambda: {(1, []): 2})  # expect: TypeError cannot use 'tuple' as a dict key (unhashable type: 'list')
attempt(lambda: {1}.add({}))  # expect: TypeError cannot use 'dict' as a set element (unhashable type: 'dict')
attempt(lambda: [] in {1})  # expect: TypeError cannot use 'list' as a set element (unhashable type: 'list')
attempt(lambda: {2} in {1})  # expect: False
attempt(lambda: {}.pop([]))  # expect: KeyError []
attempt(lambda: {"a": [1]}.items() & {"a": [1]}.items())
# expect: TypeError cannot use 'tuple' as a set element (unhashable type: 'list')
attempt(lambda: hash([]))  # expect: TypeError unhashable type: 'list'
attempt(lambda: collections.Counter([[]]))  # expect: TypeError unhashable type: 'list'
attempt(lambda: collections.UserDict()[collections.UserList()])
# expect: TypeError cannot use 'collections.UserList' as a dict key (unhashable type: 'UserList')


class Hashed:
    def __init__(self, error):
        self.error = error

    def __hash__(self):
        raise self.error


class Special(TypeError):
    pass


attempt(lambda: {Hashed(TypeError("reason"))})  # expect: TypeError cannot use 'Hashed' as a set element (reason)
attempt(lambda: {Hashed(Special("reason"))})  # expect: Special reason
attempt(lambda: {Hashed(ValueError("reason")): 1})  # expect: ValueError reason

attempt(lambda: dict([1]))
attempt(lambda: {}.update(["ab", None]))
# expect: TypeError object is not iterable Cannot convert dictionary update sequence element #0 to a sequence
# expect: TypeError object is not iterable Cannot convert dictionary update sequence element #1 to a sequence

# NotImplemented is neither true nor false.
attempt(lambda: not NotImplemented)
attempt(lambda: 1 if NotImplemented else 2)
attempt(lambda: any([NotImplemented]))
attempt(lambda: NotImplemented.__bool__())
# expect: TypeError NotImplemented should not be used in a boolean context
# expect: TypeError NotImplemented should not be used in a boolean context
# expect: TypeError NotImplemented should not be used in a boolean context
# expect: TypeError NotImplemented should not be used in a boolean context
attempt(lambda: NotImplemented == NotImplemented)  # expect: True

attempt(lambda: complex([]))  # expect: TypeError complex() argument must be a string or a number, not list
attempt(lambda: complex("1", 2))  # expect: TypeError complex() argument 'real' must be a real number, not str
attempt(lambda: complex(1, datetime.timezone.utc))
# expect: TypeError complex() argument 'imag' must be a real number, not datetime.timezone
attempt(lambda: (2 + 1j) ** (3 + 2j))  # expect: (-4.3791644209430105+0.6225336422583471j)

# A step of an asynchronous generator says what it came to.
async def steps():
    yield None


attempt(lambda: steps().asend(None).send(None))  # expect: StopIteration None

attempt(lambda: range(10).index(40))  # expect: ValueError range.index(x): x not in range
attempt(lambda: collections.deque().remove(3))  # expect: ValueError deque.remove(x): x not in deque
attempt(lambda: collections.deque().index(3))  # expect: ValueError deque.index(x): x not in deque
attempt(lambda: datetime.timedelta(1) / 0)  # expect: ZeroDivisionError division by zero
attempt(lambda: datetime.timedelta(1) % datetime.timedelta(0))  # expect: ZeroDivisionError division by zero
attempt(lambda: b"%c" % b"ab")
# expect: TypeError %c requires an integer in range(256) or a single byte, not a bytes object of length 2

# Nodes show what is in them, down to a depth.
attempt(lambda: ast.parse("x=1"))
# expect: Module(body=[Assign(targets=[Name(id='x', ctx=Store(...))], value=Constant(value=1, kind=None), type_comment=None)], type_ignores=[])
attempt(lambda: ast.List([1, 2, 3]))  # expect: List(elts=[1, ..., 3], ctx=Load())
attempt(lambda: ast.List([]))  # expect: List(elts=[], ctx=Load())
node = ast.List()
node.elts.append(node)
attempt(lambda: node)  # expect: List(elts=[List(...)], ctx=Load())
attempt(lambda: ast.literal_eval("x"))
# expect: ValueError malformed node or string on line 1: Name(id='x', ctx=Load())

# Of arguments out of range it is told which are in it.
import math

attempt(lambda: math.sqrt(-1.5))  # expect: ValueError expected a nonnegative input, got -1.5
attempt(lambda: math.acos(2))  # expect: ValueError expected a number in range from -1 up to 1, got 2.0
attempt(lambda: math.asin(-1e300))  # expect: ValueError expected a number in range from -1 up to 1, got -1e+300
attempt(lambda: math.acosh(0))  # expect: ValueError expected argument value not less than 1, got 0.0
attempt(lambda: math.atanh(1))  # expect: ValueError expected a number between -1 and 1, got 1.0
attempt(lambda: math.sin(math.inf))  # expect: ValueError expected a finite input, got inf
attempt(lambda: math.cos(-math.inf))  # expect: ValueError expected a finite input, got -inf
attempt(lambda: math.tan(math.inf))  # expect: ValueError expected a finite input, got inf
attempt(lambda: math.gamma(-3))  # expect: ValueError expected a noninteger or positive integer, got -3.0
attempt(lambda: math.gamma(-math.inf))  # expect: ValueError expected a noninteger or positive integer, got -inf
attempt(lambda: math.lgamma(0))  # expect: ValueError expected a noninteger or positive integer, got 0.0
attempt(lambda: math.log1p(-1))  # expect: ValueError expected argument value > -1, got -1.0
attempt(lambda: math.fmod(1, 0))  # expect: ValueError math domain error
attempt(lambda: math.sqrt(math.nan))  # expect: nan

# Which division it was is not told.
attempt(lambda: 1.5 // 0)  # expect: ZeroDivisionError division by zero
attempt(lambda: 1.5 % 0)  # expect: ZeroDivisionError division by zero
attempt(lambda: 1.5 / 0)  # expect: ZeroDivisionError division by zero
attempt(lambda: divmod(1.5, 0))  # expect: ZeroDivisionError division by zero
attempt(lambda: (1.5).__floordiv__(False))  # expect: ZeroDivisionError division by zero
attempt(lambda: 1 // 0)  # expect: ZeroDivisionError division by zero
attempt(lambda: 1 % 0)  # expect: ZeroDivisionError division by zero
attempt(lambda: divmod(1, 0))  # expect: ZeroDivisionError division by zero
attempt(lambda: divmod(2**70, 0))  # expect: ZeroDivisionError division by zero
attempt(lambda: True % False)  # expect: ZeroDivisionError division by zero

# Functions are named that take no such argument.
import heapq
import queue

attempt(lambda: heapq.heapify(b""))  # expect: TypeError heapify() argument must be list, not bytes
attempt(lambda: heapq.heappush(None, 1))  # expect: TypeError heappush() argument 1 must be list, not None
attempt(lambda: heapq.heappop_max(()))  # expect: TypeError heappop_max() argument must be list, not tuple
attempt(lambda: heapq.heappushpop_max((), 2))  # expect: TypeError heappushpop_max() argument 1 must be list, not tuple
attempt(lambda: Exception().add_note(None))  # expect: TypeError add_note() argument must be str, not None
attempt(lambda: Exception().add_note([]))  # expect: TypeError add_note() argument must be str, not list
attempt(lambda: b"%i" % "a")  # expect: TypeError %i format: a real number is required, not str
attempt(lambda: UnboundLocalError(1, x=2))  # expect: TypeError NameError() got an unexpected keyword argument 'x'
attempt(lambda: ModuleNotFoundError(1, x=2))  # expect: TypeError ImportError() got an unexpected keyword argument 'x'
attempt(lambda: queue.SimpleQueue(1))  # expect: TypeError SimpleQueue() takes no positional arguments
