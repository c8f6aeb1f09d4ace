# What a trace function answers traces the frame from then on; f_trace can be set, and says what is told.
import sys


def plain():
    a = 1
    b = 2
    return a + b


def refuse(frame, what, argument):
    heard.append(what)
    return None


heard = []
sys.settrace(refuse)
plain()
print(sys.gettrace() is refuse)
sys.settrace(None)
# expect: True
print(heard)
# expect: ['call']
print(sys.gettrace())
# expect: None


def without_lines(frame, what, argument):
    heard.append(what)
    frame.f_trace_lines = False
    return without_lines


heard = []
sys.settrace(without_lines)
plain()
sys.settrace(None)
print(heard)
# expect: ['call', 'return']


def with_instructions(frame, what, argument):
    heard.append(what)
    frame.f_trace_opcodes = True
    return with_instructions


heard = []
sys.settrace(with_instructions)
plain()
sys.settrace(None)
print(heard[0], heard[1], heard[-1], heard.count("line"), "opcode" in heard)
# expect: call line return 3 True


def fails(frame, what, argument):
    if what == "line" and frame.f_lineno == plain.__code__.co_firstlineno + 2:
        raise RuntimeError("from the trace function")
    return fails


sys.settrace(fails)
try:
    plain()
except RuntimeError as error:
    print(error, sys.gettrace())
# expect: from the trace function None


# A function may be traced from its middle on, if its frame says so.
def from_here_on():
    heard.append("before")

    def begin(frame, what, argument):
        return None

    def tell(frame, what, argument):
        heard.append((what, frame.f_lineno - from_here_on.__code__.co_firstlineno))
        return tell

    sys.settrace(begin)
    sys._getframe().f_trace = tell
    a = 1
    b = 2
    sys.settrace(None)
    return a + b


heard = []
from_here_on()
print(heard)
# expect: ['before', ('line', 12), ('line', 13), ('line', 14)]


# While a callback runs nothing is told.
def nested(frame, what, argument):
    heard.append((what, plain()))
    return None


heard = []
sys.settrace(nested)
plain()
sys.settrace(None)
print(heard)
# expect: [('call', 3)]
frame = sys._getframe()
print(frame.f_trace, frame.f_trace_lines, frame.f_trace_opcodes)
# expect: None True False
try:
    frame.f_trace_lines = 1
except TypeError as error:
    print(error)
# expect: attribute value type must be bool


# A function that was called by way of one that is not written in Python may begin or end it.
def begins(ends):
    def enable(_):
        sys.settrace(lambda *_: None)
        sys._getframe(1).f_trace = tell

    def disable(_):
        sys.settrace(None)

    def tell(frame, what, argument):
        if what == "line":
            heard.append(frame.f_lineno - begins.__code__.co_firstlineno)
        return tell

    sorted([1], key=enable)
    a = 1
    list(map(disable, [ends]))
    b = 2
    return a + b


heard = []
begins(True)
print(heard, sys.gettrace())
# expect: [14, 15] None
